def read_when(words, published, *, tense="past", before="", anchor=None): return None
