"""PLOVER 2.0 (February 2024) as tables: types, modes, contexts, sectors, scores, quad classes. Definitions are our own words.

Two slips of the manual are decided (docs/decisions/0003-plover-slips.md): SANCTION is material conflict (quad 4), as its own
section says and against half of table 7.2; ACCUSE without a mode scores -3, not the +3 of table 2.2.
"""

from __future__ import annotations

import difflib
from dataclasses import dataclass

QUADS = {1: "verbal cooperation", 2: "material cooperation", 3: "verbal conflict", 4: "material conflict"}


@dataclass(frozen=True, slots=True)
class EventType:
    """One of the sixteen types: quad class, score without a mode, modes with (score, definition), and what it means."""

    name: str
    quad: int
    score: float
    needs_recipient: bool
    definition: str
    modes: dict[str, tuple[float, str]]


def _type(
    name: str, quad: int, score: float, definition: str, *, needs: bool = False, **modes: tuple[float, str]
) -> EventType:
    return EventType(
        name, quad, score, needs, definition, {key.rstrip("_").replace("_", "-"): value for key, value in modes.items()}
    )


EVENT_TYPES: tuple[EventType, ...] = (
    _type("AGREE", 1, 2.5, "Says yes, promises, offers or shows itself willing to cooperate. Any CONSULT, SUPPORT, COOPERATE or AID still to come is AGREE, and so is a party's own call to end the conflict it is in."),
    _type("CONSULT", 1, 2.5, "Meets, talks, negotiates or mediates, in person or by wire. All who take part are actors, but for a visit (visitor to host) and a go-between (to the sides).",
          visit=(4.0, "The actor travels to the recipient."), third_party=(1.0, "A go-between hosts or carries talks between others."),
          multilateral=(4.0, "Within an alliance, organisation or meeting of many."), phone=(1.5, "By telephone, video or letter.")),
    _type("SUPPORT", 1, 5.0, "Backs in words or by diplomatic act: praises, endorses, recognises, opens or improves relations, signs or ratifies."),
    _type("CONCEDE", 1, 4.5, "Gives way in words: apologises, pardons, acquits, drops a demand, or announces an easing, a ceasefire or a withdrawal that is not yet carried out."),
    _type("COOPERATE", 2, 9.5, "Acts together for the gain of both: trade, joint exercises, extradition, shared intelligence.", needs=True),
    _type("AID", 2, 10.0, "Gives what the recipient gains by: money, arms, relief, asylum, a forgiven debt, rescue of hostages.", needs=True),
    _type("RETREAT", 2, 6.5, "Carries out a concession: leaves, frees, disarms, holds fire, lets observers in, steps down.",
          withdraw=(8.0, "Leaves territory or pulls forces out."), release=(6.5, "Frees captives, or gives back what was taken."), disarm=(10.0, "Gives up or destroys its own weapons."),
          ceasefire=(7.5, "Holds its fire."), access=(6.5, "Lets observers, peacekeepers or relief workers in."), resign=(4.5, "Leaves office of its own will.")),
    _type("REQUEST", 3, 0.0, "Asks, urges, demands or orders, in words.",
          assist=(0.5, "Wants help, relations or exchange."), change=(-1.0, "Wants another policy, government or institution."), yield_=(-1.0, "Wants captives freed, sanctions or curfews lifted, fire ceased, access given."), meet=(0.0, "Wants a meeting or talks.")),
    _type("ACCUSE", 3, -3.0, "Finds fault in words: condemns, complains, charges, sues, tries or investigates.",
          disapprove=(-2.0, "Condemns, criticises or complains."), investigate=(-3.5, "Inquires into a wrong, by police, court or commission."), allege=(-3.5, "Says that another did wrong; charges, sues, puts on trial.")),
    _type("REJECT", 3, -2.0, "Says no: refuses, vetoes, rules out, cancels a meeting, bars from entering.",
          assist=(-1.5, "Refuses help, relations or exchange."), change=(-2.0, "Refuses another policy, government or institution."), yield_=(-2.0, "Refuses to free captives, lift sanctions or curfews, cease fire, give access."), meet=(-2.0, "Refuses a meeting or talks.")),
    _type("THREATEN", 3, -3.5, "Warns of what it will do to another. The mode is what is threatened. A warrant for somebody absent is THREATEN arrest.",
          restrict=(-3.0, "To hinder movement, trade or political activity; to strike or boycott."), arrest=(-3.5, "To arrest or imprison."), relations=(-3.5, "To break off relations or talks."),
          expel=(-3.5, "To throw out diplomats, peacekeepers or organisations."), territory=(-4.0, "To occupy or seize land."), violence=(-3.5, "To use force.")),
    _type("PROTEST", 4, -5.0, "People show dissent together and bodily.", needs=True,
          demo=(-5.0, "A march, rally or gathering, largely peaceful."), riot=(-7.0, "A crowd that means to hurt people or wreck property."), strike=(-5.0, "Work is laid down."), hunger=(-4.5, "Food is refused."),
          boycott=(-4.5, "Trade or company is withheld."), obstruct=(-4.5, "A way or a place is blocked."), vandalize=(-4.5, "Property is damaged for its meaning.")),
    _type("SANCTION", 4, -6.0, "Cuts what went on before: relations, trade, aid, talks, membership. Courts that convict stand here too.", needs=True,
          convict=(-6.0, "A court finds guilty, liable or unconstitutional."), expel=(-5.5, "Throws out of a group, post or country; drives people to flee."), withdraw=(-6.0, "Takes itself or its people out of a body, mission or country."),
          discontinue=(-6.0, "Reduces or ends relations, trade, aid or talks; imposes sanctions.")),
    _type("MOBILIZE", 4, -5.5, "Raises forces or readiness without using them.",
          troops=(-6.5, "Soldiers or units."), weapons=(-6.5, "Weapons, ships, vehicles; tests of missiles."), police=(-5.5, "Police or security units."), militia=(-6.0, "Armed groups that are no state's.")),
    _type("COERCE", 4, -7.0, "Uses power against others short of violence.",
          seize=(-7.0, "Searches, raids, confiscates, takes over."), restrict=(-7.0, "Limits movement or political life, cordons off, bans a party."), censor=(-6.5, "Bans or blocks publications or information."), curfew=(-6.5, "Orders people to stay in."),
          martial_law=(-7.5, "Imposes a state of emergency or army rule."), arrest=(-7.0, "Arrests or detains."), deport=(-7.0, "Sends individuals out of the country."), withhold=(-7.0, "Cuts off water, power, network, food or medicine."),
          misinformation=(-6.5, "Deceives the public in an organised way."), cyber=(-7.0, "Breaks into, defaces, jams or leaks from computers.")),
    _type("ASSAULT", 4, -9.0, "Deliberate acts that can do grave bodily harm, and fighting of two sides.",
          abduct=(-8.5, "Kidnaps, hijacks, captures in combat."), beat=(-7.5, "Strikes with hands or blunt things."), torture=(-8.5, "Tortures."), sexual=(-8.5, "Sexual violence."), targeted=(-9.5, "Assassinates, executes, or kills many who are defenceless."),
          destroy=(-8.5, "Means to destroy property, or does so by unknown means."), primitive=(-8.0, "Knives, clubs, fire, stones."), firearms=(-9.0, "Guns carried by hand."), explosives=(-9.0, "Mines, bombs in cars or by the road."),
          suicide_attack=(-9.5, "The attacker dies by the attack."), aerial=(-9.5, "Manned aircraft."), drone=(-9.5, "Aircraft without crew."), heavy_weapons=(-9.5, "Artillery, rockets, tanks."),
          crowd_control=(-7.5, "Tear gas, water cannon, shots in the air, batons against a crowd."), unconventional=(-10.0, "Chemical, biological, radiological or nuclear.")),
)  # fmt: skip
BY_NAME = {event_type.name: event_type for event_type in EVENT_TYPES}
TYPES = tuple(BY_NAME)
MODES: dict[str, tuple[str, ...]] = {event_type.name: tuple(event_type.modes) for event_type in EVENT_TYPES}

CONTEXT_DEFINITIONS: dict[str, str] = {
    "military": "The armed forces of states: operations, aid, spending, relations with civilians. Not police, not rebels.",
    "intelligence": "State services that gather information in secret.",
    "executive": "The head of government or state and the offices under them: appointments, rivalries, affairs.",
    "legislative": "Parliaments: debates, coalitions, members, oversight.",
    "election": "Votes and campaigns, their conduct and their monitors.",
    "political institutions": "Changes in, and unusual dealings between, the bodies and parties of the state.",
    "pro democracy": "Steps towards democracy and support for them.",
    "pro autocracy": "Steps away from democracy: coups, cancelled votes, dissolved bodies.",
    "economic": "Trade, finance, prices, growth; not the business of one firm.",
    "legal": "Courts, laws, lawyers, treaties of law.",
    "reparations": "Amends for past harm, in money or otherwise.",
    "human rights": "Human rights in general, or named as such.",
    "rights freedoms": "A certain right or freedom: speech, press, assembly, movement, work, faith.",
    "repression": "Force of the state's security against the unarmed.",
    "human security": "People's access to water, food, housing, energy, land.",
    "gender": "Women and men: equality, violence, reproduction.",
    "lgbt": "Sexual and gender minorities.",
    "religion ethnicity": "Faiths, peoples, castes, languages.",
    "inequality": "Unequal shares of wealth, chances, services.",
    "diplomatic": "Formal dealings between states, or between sides within one.",
    "territory": "Disputed land, borders, autonomy, secession.",
    "peacekeeping": "Missions that watch over or keep a peace.",
    "health": "Disease, health care, public health.",
    "asylum": "Asylum sought or given.",
    "migration": "People who move: migrants, refugees, the displaced.",
    "disasters": "Natural disasters and accidents.",
    "natural resource": "Minerals, oil, gas, water, forests and their use.",
    "environment": "Pollution, climate, nature and policy on them.",
    "technology": "New technology and the industry of it.",
    "terrorism": "Violence meant to frighten through civilians, and what is done against it.",
    "cbrn": "Chemical, biological, radiological and nuclear weapons.",
    "cyber": "Attacks, crime and security in computer networks.",
    "misinformation": "Organised falsehood and what is done against it.",
    "crime": "Crime that no closer context names.",
    "corruption": "Abuse of office for gain.",
    "illegal drugs": "Making, selling, moving, having drugs.",
    "trafficking": "Smuggling of people or goods.",
}
CONTEXTS = tuple(CONTEXT_DEFINITIONS)

SECTOR_DEFINITIONS: dict[str, str] = {
    "COP": "police and criminal investigators", "GOV": "the executive and parties in government", "JUD": "judges and courts",
    "LEG": "parliaments and their members", "MIL": "the armed forces of a state", "PRM": "paramilitaries that are not against the government",
    "PTY": "political parties", "REB": "armed opposition", "SPY": "intelligence services", "UAF": "armed people not identified",
    "UNK": "not identified", "AGR": "farmers and farm labour", "BUS": "companies and business people", "CRM": "criminals and gangs",
    "CVL": "civilians without another group", "EDU": "schools, teachers, students", "ELI": "former holders of office and their families",
    "JRN": "journalists and media", "LAB": "labour outside farming", "MED": "doctors, nurses, hospitals", "REF": "refugees and displaced people",
    "OPP": "political opposition", "PRE": "partly recognised entities (beside another sector)", "REL": "religious bodies and clergy",
    "SOC": "civil society not named otherwise",
}  # fmt: skip
SECTORS = tuple(SECTOR_DEFINITIONS)

INTERNATIONAL_DEFINITIONS: dict[str, str] = {
    "IGO": "intergovernmental organisation", "UNO": "United Nations", "EUR": "European Union", "NGO": "non-governmental organisation",
    "ISM": "international social movement", "IMG": "transnational armed group", "MNC": "multinational company",
}  # fmt: skip
INTERNATIONAL = tuple(INTERNATIONAL_DEFINITIONS)

# What is done by speaking: who does it is its actor and not also its source (guide, section 3).
SPEECH = frozenset({"REQUEST", "ACCUSE", "THREATEN", "AGREE", "REJECT", "SUPPORT", "CONCEDE"})

IMPLIED = {("COERCE", "cyber"): "cyber", ("COERCE", "misinformation"): "misinformation"}


def quad(kind: str) -> int:
    """Return the quad class of a type, 1 to 4."""
    return BY_NAME[kind].quad


def scale(kind: str, modes: tuple[str, ...] = ()) -> float:
    """Return the conflict-cooperation score, -10 to 10: the type's, or of several modes' the one farthest from zero."""
    event_type = BY_NAME[kind]
    scores = [event_type.modes[mode][0] for mode in modes if mode in event_type.modes]
    return max(scores, key=lambda score: (abs(score), -score), default=event_type.score)


def implied_contexts(kind: str, modes: tuple[str, ...]) -> tuple[str, ...]:
    """Return the contexts that a type and its modes always carry (guide, section 9)."""
    return tuple(IMPLIED[kind, mode] for mode in modes if (kind, mode) in IMPLIED)


@dataclass(frozen=True, slots=True)
class Entry:
    """What there is to say of one name: its kind (type, mode, context, sector, country code), of what, and the meaning."""

    kind: str
    name: str
    definition: str
    quad: int | None = None
    score: float | None = None
    parent: str = ""


def lookup(word: str) -> tuple[Entry, ...]:
    """Return everything that goes by a name, whatever its case: types, modes (of each type), contexts, sectors, codes.

    The name of a kind ("contexts") stands for all of its entries.
    """
    wanted = word.strip().lower().replace("_", "-")
    return tuple(entry for entry in entries() if wanted in {entry.name.lower(), f"{entry.kind}s"})


def entries() -> tuple[Entry, ...]:
    """Return the whole ontology, entry by entry."""
    found: list[Entry] = []
    for event_type in EVENT_TYPES:
        found.append(Entry("type", event_type.name, event_type.definition, event_type.quad, event_type.score))
        for mode, (score, definition) in event_type.modes.items():
            found.append(Entry("mode", mode, definition, event_type.quad, score, event_type.name))
    found += [Entry("context", name, definition) for name, definition in CONTEXT_DEFINITIONS.items()]
    found += [Entry("sector", name, definition) for name, definition in SECTOR_DEFINITIONS.items()]
    found += [Entry("code", name, definition) for name, definition in INTERNATIONAL_DEFINITIONS.items()]
    return tuple(found)


def nearest(word: str) -> list[str]:
    """Return the names that come nearest to one that is unknown."""
    names = {entry.name.lower(): entry.name for entry in entries()}
    return [names[match] for match in difflib.get_close_matches(word.lower(), list(names), n=3, cutoff=0.5)]
