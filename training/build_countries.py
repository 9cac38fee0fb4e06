"""Make `dragoman/knowledge/data/states.tsv` and `names.tsv` from a table of states and from what is added here.

    python -m training.build_countries STATES.csv

STATES.csv has the columns of the fact table `states.csv` (Gleditsch-Ward periods and territories, with ISO, COW and FIPS
codes; sources MIT, CC0, public domain and CC BY 4.0). Its two ODbL columns, which are share-alike, are not read. What is
added below is common knowledge, written here, and marked `dragoman` in the column `source`.
"""

from __future__ import annotations

import csv
import re
import sys
from pathlib import Path

DATA = Path(__file__).parents[1] / "dragoman" / "knowledge" / "data"

# Dependencies fold into the state that holds them; breakaway entities into the state that claims them (PLOVER 5.1).
FOLDED = {
    "GRL": "DNK", "FRO": "DNK", "PRI": "USA", "GUM": "USA", "VIR": "USA", "ASM": "USA", "MNP": "USA", "BMU": "GBR",
    "FLK": "GBR", "GIB": "GBR", "CYM": "GBR", "TCA": "GBR", "VGB": "GBR", "AIA": "GBR", "MSR": "GBR", "SHN": "GBR",
    "JEY": "GBR", "GGY": "GBR", "IMN": "GBR", "NCL": "FRA", "PYF": "FRA", "GUF": "FRA", "GLP": "FRA", "MTQ": "FRA",
    "REU": "FRA", "MYT": "FRA", "SPM": "FRA", "ABW": "NLD", "CUW": "NLD", "SXM": "NLD", "MAC": "CHN", "COK": "NZL",
    "NIU": "NZL", "TKL": "NZL", "ESH": "MAR", "ALA": "FIN", "SJM": "NOR", "XKX": "KOS", "SUN": "RUS", "CSK": "CZE",
    "DDR": "DEU", "YUG": "SRB", "YMD": "YEM", "SCG": "SRB",
}  # fmt: skip

ADDED: dict[str, dict[str, str]] = {
    "name": {
        "USA": "U.S.|US|U.S.A.|USA|United States|America|the States", "GBR": "UK|U.K.|Britain|Great Britain|England|Scotland|Wales|Northern Ireland",
        "RUS": "Russia|Soviet Union|USSR|U.S.S.R.|Chechnya|Dagestan", "DEU": "West Germany|East Germany", "ARE": "UAE|Emirates|Dubai", "KOR": "South Korea|ROK",
        "PRK": "North Korea|DPRK", "COD": "DR Congo|Congo-Kinshasa|Zaire|Democratic Republic of Congo", "COG": "Congo-Brazzaville|Republic of Congo|Republic of the Congo", "CIV": "Ivory Coast|Cote d'Ivoire",
        "MMR": "Myanmar|Burma", "KHM": "Cambodia|Kampuchea", "LKA": "Sri Lanka|Ceylon", "BGD": "Bangladesh", "IRN": "Iran|Persia|Islamic Republic of Iran", "SYR": "Syria",
        "PSE": "Palestine|Gaza|Gaza Strip|West Bank|Palestinian Authority|Palestinian territories", "TWN": "Taiwan|Republic of China", "CHN": "China|PRC|Tibet|Xinjiang", "CZE": "Czechoslovakia|Czech Republic|Czechia",
        "SRB": "Yugoslavia|Serbia", "MKD": "Macedonia|North Macedonia", "SWZ": "Swaziland|Eswatini", "TLS": "East Timor|Timor-Leste", "CPV": "Cape Verde", "BFA": "Burkina Faso|Upper Volta",
        "ZWE": "Zimbabwe|Rhodesia", "BLR": "Belarus|Byelorussia", "VAT": "Vatican|Holy See|the Vatican", "KOS": "Kosovo", "HKG": "Hong Kong", "TUR": "Turkey|Türkiye", "IRQ": "Iraqi Kurdistan",
        "GEO": "Georgia|Abkhazia|South Ossetia", "MDA": "Moldova|Transnistria", "AZE": "Nagorno-Karabakh", "SOM": "Somalia|Somaliland|Puntland", "CYP": "Cyprus|Northern Cyprus", "MAR": "Western Sahara", "YEM": "Yemen|North Yemen|South Yemen",
        "VNM": "Vietnam|North Vietnam|South Vietnam|Viet Nam", "BHS": "Bahamas", "GMB": "Gambia", "NLD": "Netherlands|Holland", "PHL": "Philippines", "SDN": "Sudan|Darfur", "SSD": "South Sudan", "UKR": "Ukraine|Crimea|Donetsk People's Republic|Luhansk People's Republic|Donbas",
    },
    "demonym": {
        "USA": "American|Americans", "GBR": "British|Briton|Britons|English|Scottish|Welsh|Scots", "FRA": "French|Frenchman|Frenchmen", "NLD": "Dutch|Dutchman", "ESP": "Spanish|Spaniard|Spaniards|Catalan|Basque",
        "DNK": "Danish|Dane|Danes|Greenlandic", "SWE": "Swedish|Swede|Swedes", "FIN": "Finnish|Finn|Finns", "POL": "Polish|Pole|Poles", "TUR": "Turkish|Turk|Turks", "CHN": "Chinese|Tibetan|Uyghur|Uighur", "KOR": "South Korean|South Koreans",
        "PRK": "North Korean|North Koreans", "RUS": "Russian|Russians|Soviet|Soviets|Chechen|Chechens", "ISR": "Israeli|Israelis", "PSE": "Palestinian|Palestinians|Gazan|Gazans", "THA": "Thai|Thais", "PHL": "Philippine|Filipino|Filipinos|Filipina", "ARE": "Emirati|Emiratis",
        "SAU": "Saudi|Saudis|Saudi Arabian", "CHE": "Swiss", "GRC": "Greek|Greeks", "IRL": "Irish|Irishman", "PRT": "Portuguese", "BEL": "Belgian|Belgians", "IRQ": "Iraqi|Iraqis", "AFG": "Afghan|Afghans", "PAK": "Pakistani|Pakistanis", "CIV": "Ivorian|Ivorians|Ivoirian",
        "NER": "Nigerien|Nigeriens", "NGA": "Nigerian|Nigerians", "MMR": "Burmese|Myanmar", "TWN": "Taiwanese", "KHM": "Cambodian|Cambodians|Khmer", "LAO": "Lao|Laotian|Laotians", "BGD": "Bangladeshi|Bangladeshis|Bengali", "NZL": "New Zealander|New Zealanders|Kiwi",
        "ARG": "Argentine|Argentines|Argentinian", "PER": "Peruvian|Peruvians", "KAZ": "Kazakh|Kazakhs|Kazakhstani", "KGZ": "Kyrgyz", "UZB": "Uzbek|Uzbeks", "TJK": "Tajik|Tajiks", "TKM": "Turkmen", "SOM": "Somali|Somalis", "SDN": "Sudanese", "SSD": "South Sudanese", "GIN": "Guinean|Guineans",
        "KOS": "Kosovan|Kosovar|Kosovars", "SRB": "Serbian|Serb|Serbs|Yugoslav", "HRV": "Croatian|Croat|Croats", "BIH": "Bosnian|Bosnians|Bosniak", "CZE": "Czech|Czechs|Czechoslovak", "HKG": "Hong Konger|Hong Kongers", "MKD": "Macedonian", "VNM": "Vietnamese", "YEM": "Yemeni|Yemenis", "GEO": "Georgian|Georgians|Abkhaz|Abkhazian",
        "LBY": "Libyan|Libyans", "VAT": "papal", "ISL": "Icelandic|Icelander", "NOR": "Norwegian|Norwegians", "HUN": "Hungarian|Hungarians", "BGR": "Bulgarian|Bulgarians", "MDG": "Malagasy", "LSO": "Basotho|Mosotho", "BWA": "Botswana", "MDV": "Maldivian", "KWT": "Kuwaiti|Kuwaitis", "OMN": "Omani|Omanis", "QAT": "Qatari|Qataris", "BHR": "Bahraini|Bahrainis",
        "UKR": "Ukrainian|Ukrainians|Crimean", "CYP": "Cypriot|Cypriots", "MCO": "Monegasque", "BFA": "Burkinabe|Burkinabé", "TGO": "Togolese", "CAF": "Central African", "SYC": "Seychellois", "COM": "Comorian", "DJI": "Djiboutian", "GNB": "Bissau-Guinean", "GNQ": "Equatoguinean|Equatorial Guinean", "SLE": "Sierra Leonean|Sierra Leonean's", "SWZ": "Swazi",
    },
    "capital": {
        "USA": "Washington|Washington, D.C.", "UKR": "Kyiv|Kiev", "IND": "New Delhi|Delhi", "KAZ": "Astana|Nur-Sultan", "MMR": "Naypyidaw|Yangon|Rangoon", "YEM": "Sanaa|Sana'a|Aden", "ISR": "Jerusalem|Tel Aviv", "PSE": "Ramallah|Gaza City", "ZAF": "Pretoria", "BOL": "La Paz",
        "NLD": "The Hague|Amsterdam", "CIV": "Abidjan|Yamoussoukro", "NGA": "Abuja", "TZA": "Dodoma|Dar es Salaam", "LKA": "Colombo", "BEN": "Cotonou|Porto-Novo", "SWZ": "Mbabane", "AUS": "Canberra", "NZL": "Wellington", "BRA": "Brasilia|Brasília", "CHE": "Bern|Berne", "CHN": "Beijing|Peking", "DEU": "Berlin|Bonn", "TCD": "N'Djamena|Ndjamena",
        "KOS": "Pristina|Prishtina", "MDA": "Chisinau", "MYS": "Kuala Lumpur|Putrajaya", "BDI": "Bujumbura|Gitega", "KOR": "Seoul", "SUR": "Paramaribo", "PAK": "Islamabad", "MNE": "Podgorica", "ROU": "Bucharest", "CUB": "Havana", "COD": "Kinshasa", "MEX": "Mexico City", "GTM": "Guatemala City", "PAN": "Panama City", "KWT": "Kuwait City", "VAT": "Vatican City",
    },
    "seat": {
        "RUS": "the Kremlin|Kremlin", "GBR": "Whitehall|Downing Street|Westminster|Buckingham Palace", "USA": "the White House|White House|Pentagon|Capitol Hill|Foggy Bottom|State Department|FBI|CIA|U.S. Central Command|CENTCOM",
        "FRA": "the Elysee|the Élysée|Élysée|Elysee|Quai d'Orsay", "KOR": "the Blue House", "CHN": "Zhongnanhai", "IRN": "Majlis|Revolutionary Guards|Revolutionary Guard|IRGC", "IND": "Lok Sabha|Rajya Sabha", "ISR": "Knesset|Mossad|Shin Bet|IDF",
        "DEU": "Bundestag|Bundeswehr|Bundesrat", "UKR": "Verkhovna Rada", "POL": "Sejm", "JPN": "Diet", "TUR": "the Porte",
    },
    "body": {
        "UNO": "United Nations|U.N.|UN|Security Council|UNHCR|UNICEF|UNESCO|World Food Programme|World Food Program|World Health Organization|IAEA|International Atomic Energy Agency|UNRWA|MINUSMA|MONUSCO|UNIFIL|Human Rights Council|International Court of Justice|General Assembly|International Maritime Organization",
        "EUR": "European Union|EU|E.U.|European Commission|European Council|European Parliament|European Central Bank|Frontex|European Community",
        "IGO": "NATO|Nato|African Union|ASEAN|Arab League|Organization of American States|OSCE|OPEC|Commonwealth|International Monetary Fund|IMF|World Bank|World Trade Organization|WTO|International Criminal Court|ICC|ECOWAS|G7|G8|G20|Gulf Cooperation Council|Mercosur|Interpol|Council of Europe|Warsaw Pact|European Court of Human Rights|Inter-American Court of Human Rights|IGAD|SADC|Shanghai Cooperation Organisation",
        "NGO": "Amnesty International|Human Rights Watch|Médecins Sans Frontières|Doctors Without Borders|Red Cross|Red Crescent|Greenpeace|Save the Children|Oxfam|Reporters Without Borders|Committee to Protect Journalists|Transparency International|International Crisis Group|Freedom House",
        "IMG": "al-Qaeda|Al-Qaeda|al-Qaida|Islamic State|ISIL|ISIS|Daesh|Jemaah Islamiyah",
    },
}  # fmt: skip
# Names that are more often something else, or another state's: "Guinea" inside "Papua New Guinea" is settled by length.
DROPPED = {
    "Congo",
    "Kinshasa",
    "Leopoldville",
    "Man",
    "Nederland",
    "Rossiya",
    "none",
    "Saint",
    "Republic",
    "Union",
    "Georgetown",
    "Victoria",
    "Kingston",
    "St",
}
PERSON_LIKE = {
    "Jordan",
    "Chad",
    "Georgia",
    "Israel",
    "Kenya",
    "Lima",
    "Paris",
    "Sofia",
    "Santiago",
    "Victoria",
    "Male",
    "Stanley",
    "Hamilton",
    "San José",
    "San Jose",
}


def names_of(row: dict[str, str]) -> list[tuple[str, str]]:
    """Return (kind, word) for what one row of the source calls a state and its people."""
    found = [("name", re.sub(r"\s*\(.*?\)", "", row[key])) for key in ("name", "common_name")]
    found += [("name", word.strip()) for word in row["alt_names"].split("|")]
    found += [
        ("capital", re.sub(r"\s*\(.*?\)", "", word).strip()) for word in re.split(r",(?! D\.C\.)|;", row["capital"])
    ]
    adjective = re.sub(r"\(.*?\)", "", row["adjective"])
    found += [("demonym", word.strip()) for word in re.split(r"[,;/]| or ", adjective)]
    for word in re.split(r"[,;/]| or ", row["nationality_noun"]):
        stem = re.sub(r"\(.*?\)", "", word).strip()
        found.append(("demonym", stem))
        if "(s)" in word:
            found.append(("demonym", f"{stem}s"))
    return [
        (kind, word)
        for kind, word in found
        if len(word) > 2 and word[0].isupper() and "/" not in word and word not in DROPPED
    ]


def build(rows: list[dict[str, str]]) -> tuple[list[list[str]], list[list[str]]]:
    """Return the rows of states.tsv and of names.tsv."""
    states: list[list[str]] = []
    names: dict[tuple[str, str], tuple[str, str]] = {}
    for row in rows:
        code = row["iso3"] or row["successor_iso3"].split("|")[0]
        code = FOLDED.get(code, code)
        ended = bool(row["end"]) and row["end"] < "1945"
        if not code or ended:
            continue
        if row["kind"] == "state":
            states.append(
                [
                    code,
                    row["common_name"] or row["name"],
                    row["iso3"],
                    row["iso2"],
                    row["cow_code"],
                    row["gw_code"],
                    row["fips"],
                    row["start"],
                    row["end"],
                ]
            )
        for kind, word in names_of(row):
            names.setdefault((word, kind), (code, "states.csv"))
    for kind, table in ADDED.items():
        for code, words in table.items():
            for word in filter(None, words.split("|")):
                names[word, kind] = (code, "dragoman")
    ambiguous = {
        ("Korea", "name"),
        ("Korean", "demonym"),
        ("Koreans", "demonym"),
        ("Congolese", "demonym"),
        ("Guinea", "x"),
    }
    lines = [
        [word, code, kind, "1" if word in PERSON_LIKE else "", source]
        for (word, kind), (code, source) in sorted(names.items())
        if (word, kind) not in ambiguous
    ]
    return sorted(states), lines


def main() -> int:
    """Run the command line."""
    if len(sys.argv) != 2:
        sys.stderr.write("usage: python -m training.build_countries STATES.csv\n")
        return 2
    with Path(sys.argv[1]).open(encoding="utf-8", newline="") as stream:
        states, names = build(list(csv.DictReader(stream)))
    heads = (
        ("states.tsv", ["code", "name", "iso3", "iso2", "cow", "gw", "fips", "start", "end"], states),
        ("names.tsv", ["word", "code", "kind", "person_like", "source"], names),
    )
    for name, head, rows in heads:
        with (DATA / name).open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream, delimiter="\t", lineterminator="\n").writerows([head, *rows])
        sys.stdout.write(f"{name}: {len(rows)} rows\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
