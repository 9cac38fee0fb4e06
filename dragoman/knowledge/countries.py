def code_of(phrase): return None
class Countries:
    @staticmethod
    def load(): return Countries()
    def find(self, text): return ()
