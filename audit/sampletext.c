/* The texts of preflight: see sampletext.h. Written for rote, about nobody; free to use. */
#include "audit/sampletext.h"

/* Plain prose on several matters, then a little code: whatever a model was trained on, some of it
 * should be less of a surprise to it than to dice. */
const char SAMPLETEXT_ORDINARY[] =
    "It had rained for most of the night, and in the morning the road to the village was still "
    "wet. "
    "The children walked along the side of it with their bags on their backs, and talked about "
    "what "
    "they would do after school. One of them said that the river was high enough to sail a small "
    "boat, but the others did not think that their parents would let them go.\n\n"
    "The first thing to know about bread is that it takes time. Mix the flour with water, salt and "
    "a "
    "little yeast, and leave it in a warm place until it is twice as large as before. Then fold "
    "it, "
    "let it rest again, and put it into a hot oven for about forty minutes. When it is done, it "
    "will "
    "sound hollow if you knock on the bottom.\n\n"
    "In the second half of the year, the company reported that sales had grown by eight percent, "
    "more "
    "than it had expected. The number of people who work there is now larger than 2,000. It said "
    "that "
    "it would open a new office in the north of the country, because many of its customers live "
    "there, and that prices would stay the same until the end of March.\n\n"
    "Please find attached the minutes of our last meeting. If you have any questions, or if "
    "something "
    "is missing, let me know before Friday, so that we can talk about it next week. Thank you for "
    "your "
    "help, and best regards.\n\n"
    "def average(values):\n"
    "    total = 0\n"
    "    for value in values:\n"
    "        total = total + value\n"
    "    return total / len(values)\n";

/* Composed characters only, and none that compatibility normalisation (NFC, NFKC) would change, so
 * that a tokenizer that normalises has nothing to change either. */
static const SampleText samples[] = {
    {"English",
     "The quick brown fox, who is 27 years old, can't jump over \"lazy\" dogs; why not?"},
    {"code",
     "for (int i = 0; i < n; i++) {\n    x[i] = a[i] * 3.5e-2 + b->c % 7 & ~0x1F; // ok\n}\n"},
    {"markup",
     "<p class=\"a b\">@user #tag $5.00 50% {\"key\": [1, null]} C:\\dir | a^b `q` _u_</p>"},
    {"blanks", "one  two   three\n\n\n\tfour\t\tfive\n        six"},
    {"German and French",
     "Die Größe der Bäume im Süden; où est passé l'élève, ça va? Ñandú, Åse, šťastný, żółw"},
    {"Greek", "Το παιδί διαβάζει ένα βιβλίο στον κήπο."},
    {"Russian", "Съешь ещё этих мягких булок, да выпей чаю."},
    {"Arabic", "يقرأ الطفل كتابا في الحديقة كل يوم."},
    {"Hebrew", "הילד קורא ספר בגינה."},
    {"Hindi", "बच्चा हर दिन बगीचे में किताब पढ़ता है।"},
    {"Chinese", "孩子每天在花园里看书。"},
    {"Japanese", "こどもは毎日にわで本をよんでいます。"},
    {"Korean", "아이는 매일 정원에서 책을 읽는다."},
    {"Thai", "เด็กอ่านหนังสือในสวนทุกวัน"},
    {"emoji", "so good 😀🎉🚀 and 🐢🍞🌧 too"},
};

size_t sampletexts(const SampleText **out)
{
    *out = samples;
    return sizeof samples / sizeof *samples;
}
