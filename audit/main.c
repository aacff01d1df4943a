/* rote: audits a language-model checkpoint for memorized training data.
 *
 * main reads the subcommand, hands over to its row of the table, and prints the sentence that it
 * left behind. */
#include "audit/command.h"
#include "audit/configfile.h"
#include "audit/interrupt.h"
#include "audit/version.h"

#include <stdio.h>
#include <string.h>

typedef struct {
    const char *name;
    int options; /* FOR_* */
    int (*run)(const Options *o, Err *e);
    const char *usage, *summary;
} CommandRow;

static const CommandRow command_table[] = {
    {"audit", FOR_AUDIT, command_audit, "audit --model MODEL --source NAME=GLOB... --out RUN",
     "the whole audit; run again, it goes on where it stopped"},
    {"sample", FOR_SAMPLE, command_sample, "sample --model MODEL --source NAME=GLOB... --out RUN",
     "only draw the sample of each source"},
    {"merge", FOR_MERGE, command_merge, "merge RUN... --out RUN",
     "make one run of the runs of its parts (--part)"},
    {"report", FOR_REPORT, command_report, "report RUN",
     "render the report of a finished audit again"},
    {"inspect", FOR_INSPECT, command_inspect, "inspect MODEL",
     "what a checkpoint is and what auditing it takes"},
    {"tokenize", FOR_TOKENIZE, command_tokenize, "tokenize MODEL <TEXT",
     "token ids of texts, or with --decode texts of ids"},
    {"generate", FOR_GENERATE, command_generate, "generate MODEL <PROMPTS",
     "greedy continuations of prompts, or with --truth log-probabilities of ids"},
};

enum { N_COMMANDS = sizeof command_table / sizeof *command_table };

static void print_help(FILE *to)
{
    fputs("rote audits a language-model checkpoint for memorized training data and leaked personal "
          "data.\n\n",
          to);
    for (size_t i = 0; i < N_COMMANDS; i++)
        fprintf(to, "  rote %-54s %s\n", command_table[i].usage, command_table[i].summary);
    fputs(
        "\n  rote COMMAND --help lists a command's options; man rote says more.\n\n"
        "Exit codes: 0 done; 1 a limit that you set was exceeded; 2 usage; 3 bad input, or a file "
        "that\ncannot be read or written; 4 the run directory belongs to another plan; 70 out of "
        "memory or our\nbug; 130 interrupted, the same command goes on.\n",
        to);
}

static void print_command_help(const CommandRow *c, FILE *to)
{
    fprintf(to, "rote %s\n\n%s\n\n", c->usage, c->summary);
    options_help(c->options, to);
}

static const CommandRow *command_find(const char *name)
{
    for (size_t i = 0; i < N_COMMANDS; i++)
        if (strcmp(name, command_table[i].name) == 0)
            return &command_table[i];
    return NULL;
}

static int run_command(const CommandRow *c, int argc, char **argv)
{
    Arena run = {0};
    Options o;
    Err e = {0};
    int code;
    options_start(&o, argc, argv);
    if (o.help) {
        print_command_help(c, stdout);
        code = 0;
    } else if ((o.config && configfile_read(o.config, &o, &run, &e) != 0) ||
               options_parse(&o, c->options, argc, argv, &run, &e) != 0) {
        code = err_exit_code(&e);
    } else {
        interrupt_install();
        code = c->run(&o, &e);
    }
    if (e.kind != ERR_NONE)
        fprintf(stderr, "rote %s: %s\n", c->name, e.text);
    arena_free(&run);
    return code;
}

int main(int argc, char **argv)
{
    const char *word = argc > 1 ? argv[1] : "";
    if (strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0 || strcmp(word, "help") == 0) {
        print_help(stdout);
        return 0;
    }
    if (strcmp(word, "--version") == 0) {
        puts("rote " ROTE_VERSION);
        return 0;
    }
    const CommandRow *c = command_find(word);
    if (!c) {
        if (argc > 1)
            fprintf(stderr, "rote: there is no command \"%s\"\n\n", word);
        print_help(stderr);
        return 2;
    }
    return run_command(c, argc - 2, argv + 2);
}
