"""The words and sentences of invent_corpus.py: {slots} name another list here, or an invented field."""


def words(text):
    return text.split()


BANK = {
    "thing": words("""
        kettle ladder lantern basket barrel bell bench blanket boat book bottle bread bridge brush
        bucket button cabin candle carpet cart chair cheese chest clock coat copper cradle crate
        cup desk door drum engine fence fiddle flag flute fork garden gate glass glove hammer harp
        hat hinge honey hook horn iron jar kite knife lace lamp letter loom map mask mill mirror
        nail needle oar oven paint paper pear pepper piano pipe plate plough plum pump quilt
        rake ribbon ring roof rope saddle sail salt saw scarf seed sheet shelf shovel silk sleeve
        soap spoon stamp statue stone stove string sugar table tent thread ticket timber tool
        towel tray trunk vase violin wagon wall watch wax well wheat wheel whistle window wine
        wire wool"""),
    "quality": words("""
        amber ancient bent bitter blue brittle broken brown calm cheap clean cold crooked damp
        dark deep dry dull dusty empty faded fine flat fresh gentle golden green grey heavy hollow
        huge humble idle large late light little lost loud mild modest narrow neat new noisy odd
        old pale patient plain pretty proud quick quiet rare red rough round rusty sharp short
        silver simple slow small smooth soft sour spare square steady stiff strange strong sweet
        tall thick thin tidy tiny tough warm weak white wide wild wooden yellow young"""),
    "place": words("""
        attic bakery bank barn bay beach cave cellar chapel city coast college corner cottage
        court dairy dock farm ferry field forest forge harbour hill hospital hotel inn island
        kitchen lake library lighthouse market meadow mountain museum office orchard palace
        parlour pier port quarry river road school shore shop square stable station temple tower
        town valley village vineyard warehouse wharf wood workshop yard"""),
    "did": words("""
        bought borrowed buried burned carried cleaned counted covered dropped found fixed guarded
        hired kept lent lost made measured mended missed moved needed offered ordered packed
        painted pawned polished praised promised pulled pushed repaired returned saved sent shared
        sold stored swapped tested trimmed traded turned used wanted washed weighed wrapped"""),
    "verb": words("""
        add build carry check clear copy count draw fetch fill find fold gather grade join lift
        load mark measure mend merge move open pack pick plan press pull read roll scan seal send
        shift sort split stack store strip trace trim turn wash weigh wind wrap"""),
    "trade": words("""
        baker barber brewer builder butcher carpenter chemist clerk cook cooper dentist doctor
        driver farmer fisher gardener glazier grocer hatter hunter joiner judge lawyer mason
        miller miner nurse painter pilot plumber porter potter printer sailor sexton shepherd
        smith tailor tanner teacher tinker vet weaver"""),
    "month": words("""
        January February March April May June July August September October November December"""),
    "street": words("""
        Quarry Mill Ferry Orchard Chapel Lantern Copper Weaver Harbour Juniper Thistle Pigeon
        Saddle Candle Meadow Tanner Bramble Heron Foundry Cooper"""),
    "when": ["last week", "on Monday", "on Friday", "before the rain", "after supper", "at dawn", "in the spring",
             "on {day}", "years ago", "this morning", "during the fair", "at noon", "all winter", "twice", "by moonlight"],
    "who": ["my sister", "the {trade}", "the {quality} {trade}", "our neighbour", "my uncle", "your cousin", "{first}",
            "{name}", "the children", "an aunt of {first}", "nobody", "the new {trade}", "half the {place}"],
    "object": ["the {thing}", "a {quality} {thing}", "{n} {thing} boxes", "the {quality} {thing}", "your {thing}",
               "my {quality} {thing}", "a {thing} and a {thing}", "every {thing} in the {place}"],
    "where": ["in the {place}", "near the {place}", "behind the {quality} {place}", "at {town}", "by the {place}",
              "on the road to {town}", "under the {thing}", "beside the {place} wall"],
    "party": ["the first party", "the second party", "either party", "the {trade}", "the owner of the {place}"],
    "close": ["Yours", "With love", "Ever yours", "Your friend", "In haste", "Kind regards"],
}

LETTERS = [
    "{who} {did} {object} {when}.",
    "{when}, {who} {did} {object} {where}.",
    "do you remember {object} that {who} {did} {where}?",
    "the {place} is {quality} now, and {who} {did} {object}.",
    "I {did} {object}, but {who} {did} {object} {when}.",
    "{where} we {did} {object} and {object}.",
    "it was {quality} {where}, so I {did} {object}.",
    "if {who} asks, say that you {did} {object} {where}.",
    "nothing {where} is as {quality} as {object}.",
    "we {did} {n} of them, {quality} and {quality}, {when}.",
    "a {trade} from {town} {did} {object}, which was {quality}.",
    "you were right about {who}: {object} was never {quality}.",
    "please send {object}, {object} and one more {thing}.",
    "why {who} {did} {object} {when}, I cannot say.",
    "the {thing} costs {n} pounds {where}, a {quality} price.",
    "{first} and {first} {did} {object}; the {trade} {did} the rest.",
    "there is a {quality} {thing} {where}, {quality} but {quality}.",
    "write to me at {email} {when}.",
    "my caf\u00e9 {where} \u2013 the {quality} one \u2013 {did} {object}.",
]

CLAUSES = [
    "{party} shall deliver {n} {quality} {thing} crates to the {place} at {town} before {date}.",
    "{party} pays {sum} marks {when}, and a further {sum} marks once the {thing} is {quality}.",
    "the {place} and its {quality} {thing} remain the property of {firm}.",
    "if the {thing} is {quality}, {party} may return it to the {place} within {n} days.",
    "payment goes to the account {iban} of {name}.",
    "notices are sent to {address}, or to {email}.",
    "no {trade} shall enter the {quality} {place} unless {party} has {did} the {thing}.",
    "a fee of {n} per cent falls due when {party} {did} the {quality} {thing}.",
    "{party} keeps the {thing}, the {thing} and the {quality} {thing} in good order.",
    "disputes over the {thing} are heard by a {trade} of {town}.",
    "the {quality} {place} is let for {n} months from {date} at {sum} marks a month.",
    "{name}, {trade}, stands surety for {sum} marks and {n} {thing} boxes.",
    "{party} insures the {place} against {quality} weather for {sum} marks.",
    "each {thing} is weighed {where} by {name} and marked {quality} or {quality}.",
    "this paper ends on {date}, or {n} days after {party} {did} the {thing}.",
]

NOTES = [
    "{did} {n} {quality} {thing} boxes {when}",
    "next visit {date} at the {place}",
    "keeps {object} {where}",
    "asked {who} about {object}",
    "owes {sum} marks for a {quality} {thing}",
    "balance {sum} on {date}",
    "prefers the {quality} {place} to the {place} at {town}",
    "saw {name} about a {thing} {where}",
]

LICENCE = '''# Copyright %d %s.
# This file is part of the harbour toolbox. You may use, copy and change it for any purpose, provided
# that this notice stays in place, that changed files say so plainly, and that nobody who helped to
# write it is blamed for what it does. The toolbox is offered in the hope that it is useful, without
# warranty of any kind, neither of fitness for a purpose nor of freedom from error. Whoever sells a
# machine that runs this file shall hand its buyer a copy of the file, or an address at which a copy
# can be had for the price of the paper.
'''
