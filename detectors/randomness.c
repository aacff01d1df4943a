/* Pairs of characters: see randomness.h. Entropy counts how often characters occur and calls
 * "getElementsByClassName" random; pairs know which stand beside each other. */
#include "detectors/randomness.h"

#include "detectors/ascii.h"

#include <string.h>

/* costs[before][behind] - '0': quarters of a bit. The rows come from
 * tests/oracle/randomness_table.py. */
enum { CLASSES = 59 };

/* clang-format off */
static const char costs[CLASSES][CLASSES + 1] = {
    "UEACVNE]C`K;??eDe==:HMONJScd^cedlhelfa``l_if\\^l`ill_JOWQ]gY", /* a */
    "=KEC;MP]BA];OM<L_DCP>[[aDYX`\\[Zagk^lhab`c`b\\[Tlefkll@HTGU`X", /* b */
    "?SHO;P[>Dk@?OU:T]CH;EXY_JhYaZY\\]`k\\i^Z\\a`]l_^\\cbkllkGHWL\\dV", /* c */
    ">LOD7LG];S\\GNSAM_GDLBWWWIeTSQQMQ^\\Tc_YWUVR_SRQ^XXjl_E?PDYcL", /* d */
    "DQAAJGIYOcY<E>RGK;<>UJMBK`UZSUMX[`WebYTWXTgWQS`XZcllLCQGWcN", /* e */
    "@QONBBU`:j]EUN>Rd>KFA\\^bI_ZhbfafllhllcdjgdlaeZllglllDHP7^iX", /* f */
    "CYPX7SGB?leEHBGUl>=IBTZYTXU]RWOXUaU\\[UWZZSfTPVaX\\llgPAQCMdL", /* g */
    ":PWU7\\b`;h[NIT<U]FI@J\\VgKiY]UZY\\Z`Uf_WW][UQYSLc__lllUCREZfN", /* h */
    "FG@CDFCaW\\RAA9<GYE==ZFlIjIhk`_elVlhlglhllglfehllllll_Q^SWjb", /* i */
    "BZRQ5Ya]J[LOTU9Mk\\<S>UTeZZ_lfhcllhkhli`ilkgliflkklgiLIYC][P", /* j */
    "DRSM5OKX?]^FPGNO[MAPGZAMRWQ[RTVTY^N\\\\XQZ[RiSLS_V]KhfO;NCUaP", /* k */
    ">QRD::Q\\<^X@XU?MhT@CAMWeEaXbWZX]_d\\hj^[^XYiZXZcaglllVEVK]dQ", /* l */
    ":AXQ7[]bAlWLDQ?:aSDPE^aeO_Z]]]Ybc^\\jic\\^bUlYX[l`]ghlTFTIRgW", /* m */
    ">V?><F=UCXMLQHBL]W>:GH^MQ^W]UXRY[aVdbYTX\\WjSRTa\\[llkSDPIVeP", /* n */
    "JHD?OMI_IWIA?8EC]:DC@JFRXXbg`]fgjldllc`[eclcZ]keglllZKUO\\lZ", /* o */
    ";[NK:OZECgW>TV<B]<F?FY\\dBcY_Y`ZXahVkf_[\\`]k\\WY[`elllRFVH[cT", /* p */
    "JW[S]Oc_]liH]OaWW=IV1Z]eeg]agj`Xlljlli\\ccZglicfillllNF]H^gR", /* q */
    "=UFH9PD\\>gKNEA=QeCA=EKUfGlX]XWWY\\][kc_[\\^UhXWXe^`lllVFUG[jP", /* r */
    "HaFW7PTG@bNNPRBEMW=:C[RcFcZZ[]YY`iWjb^\\Y^ZlX[Yh]_lllSDTBTcL", /* s */
    ">YIP9Q`>;jZNQWBLh?DEAZNRCXSXOWISW\\O``VVVYSbNRPZW\\kllS?QEVeN", /* t */
    "ADFI<KKeFgH=@=O@l:@=Y^kVl[lljgldlllllllllillllklllllIV_Yblh", /* u */
    "7ZSZ5WYa<lhYRYFMlYSU\\[\\d\\jag]gaeilfllhgf\\WlhbcllklllII\\JXgT", /* v */
    ";[TL>V\\=8lZKVD=Ub?BS[[KZgdXaVZS]^dXieX[e[[l[WVa\\blleSARJ\\jT", /* w */
    "CW=R@QfWAkdRLYU:YOO:[[^PKbMOPQJKacUlWQZ^[WgUOYia\\hlh<CM?UZL", /* x */
    "MOILJTIXFj`D<BM8bL>?[RG\\VTNRNPKOPUQ^XOQTRM^MMOPQ[jl[P>L?P`I", /* y */
    ">^ZS4QdW?lXMMP=TcWRSU`\\]FEJXe[eclh\\lAhcfZ^llefieljfcKGOJUZR", /* z */
    "`M>F_RLaVl\\?IDeBbBCCFRTWk^OFCGNLJ\\I`U>EE`C]AC?IMFLR^FKKJagc", /* A */
    "8YZYB\\i^Dh\\D\\_?djCal>cb`C]CKDOENV^DOWARUFNcFGQEa]eNSBKUJ\\gY", /* B */
    ">_abJQfAN_l?Uf6\\lBUWHaflRiBRJLCMSFJbFINTBMlIIFJX\\]L[FKUMY[b", /* C */
    "?Ya\\7`c^;\\f_aU>ekNWaGggYMfFFPL?LORC`WKLPCRgHIPM\\UQVcDCSM_ZZ", /* D */
    "R_\\OiFXlXiiFIBcZ<:R^TGh=lkIOFEJHM\\TePJKCOLO>BAXNRIOcICROa_\\", /* E */
    "7bc[Ldel<ilChX=WjB^b?Uh_llDNKKJEU[Ce[IUHG\\bKMHKaYcWlBHNNaj]", /* F */
    "?]][:lZ]JggEb\\L^l8ZXGbc_`UISLYCVMDD`TGNDNWcCDMO[V\\^]GCS>`eY", /* G */
    "8b\\a=l\\[EllhZjAllhYLGl_cIg=TPS>X^SDjOQMY?R^JO=Mc^ZP[LFQGbeW", /* H */
    "Yl]BlLUllll[A8PQl[CE[dflilIPCFJLC^O^XDG;AD^IE?YM^LlKYN\\PQbh", /* I */
    "A]YiI\\a`LO`aN^:Qcc=iCcWED8Qa_ZGZi`McNYR^LJae<aI^H`eiHNXL`[c", /* J */
    "Fg]]4llOBcgSKKPl[GUlPYMVZaLSKO=WOSAb\\LLJQOSOGRQWM\\a[FCTEYbZ", /* K */
    "@hg\\?eig9ll^hd>gleT^VWlkcc?RLJ;MR\\@\\W?TSBGdOGFHVThMTOFRNZZ^", /* L */
    "7^\\c>`YgDhgY\\_=]kbWjAgdgHf>KRN@NV\\EeYGKSGDTOIMM[Z[XXQFRJ[f`", /* M */
    ">lliBlea[lllhk4ellZaElilclFYHDEKCZJeQQ[PFP^YEBJP^cVhRGTM__b", /* N */
    "bCPZdB^i^l^VRA`<lB_JFISdllLLDCOJKZH[KBE;JDh>CDBMFWZ]OFQS_lb", /* O */
    "9caYBafREg`Gke<lg;UYDMf[?lDVINBWYOBlSIXREJ\\DJHNT]lKYNIXNUj^", /* P */
    "U\\fbjf`fXja]Rd^aa`fL7^_ZYfSNYXPYjfYjj<_Q]UAKNM<[\\j^fUEX7`fU", /* Q */
    "<`f^6llcGlflckBcif]aAlggdfBSJJ?RNdCjMKKKCPdHFELQVcMdMFTK[k_", /* R */
    "IlC_;biHBlPRSOEERf[;CWUZ@jKWHQBUPICdPGEOFJORE@KQW[Q_JGS@Wb[", /* S */
    "BgWl=dl@IlZ`blEll9`dHdYl=fCXOS>JZD@i]NPOEIlFMBOVTYI\\IDPP`e`", /* T */
    "bX`X``bl\\lfZe9`?lK>P\\ljiffGEILELJeEjY@C@LElBB?NZhYd_?S]TbOj", /* U */
    "5`]Z:edd?ll]XdDClh\\Y^id]edCZNX=ZZVGdlZSSMGjXQTTbX`[eCNbVfjd", /* V */
    "=dkaDib:;lkef\\?gl?^gbl_kblA]XWIRUJ<ZWKYFFUkI>W\\aPUfgNJRPbb\\", /* W */
    "UXR\\V\\b`Sd^]LTM]hSOU]d_WQ[INCK<CHLDhOM?FM>WEN>IVVCHLB=@BYUP", /* X */
    "Lb_^M`_bDhbb[RK`b[_[R_`d_hGSKSGRQOJbSGDEN8P=B@SQDZFLJ9IIV^O", /* Y */
    "F][Z9]ZRA`]ZTV;]hVS]Z]a]YSIXVU<ROPF`MQFY@OZZVddhVYT?C?QBXdZ", /* Z */
    "FFFFFFac\\Tfa^]]Yk\\[Yc_fChhRSRNQP_gakc^f_^\\l[]Sc`ieki2KICMQW", /* 0 */
    "AE?BBBEH@PJDCAF@QB>AIFHUXSQSNQRQWWP_YSORVO_QNPUWW^g_F?hSjlc", /* _ */
    "GIFGIHMOGUSGJKKGUGCHNNNVZMQURTSQYXP^[QTX[R^TPOZXX`eP<^4\\bPc", /* - */
    "<I?CBDCKBKOFEGIASB?DIIISWTMQLNNQPKM^ZQOLQM^PKLUVX]cTD>eMYkl", /* . */
    "ADCBDFEJFLRDEJJBTF@FIKDFRTDQLMOPSVQXXNNUULYRLQOTUWca;OUL<cc", /* / */
    "JFFKJNMOGJLKIJNKWKDMRQRKPSRWSTJQX^J[]TQNVUdSFTW\\d\\`Y4N=PQFL", /* + */
    "JMEIIJRQKWRJJJNIZGAJQLPW[]QWQTUA\\YP[^ZV@[NXWO?Y^U^gZ>NO\\_\\5", /* = */
};
/* clang-format on */

/* A byte of no class of its own costs what '=' does. */
enum { CLASS_DIGIT = 52, CLASS_OTHER = 58 };

static size_t class_of(char c)
{
    if (ascii_lower(c))
        return (size_t)(c - 'a');
    if (ascii_upper(c))
        return (size_t)(c - 'A') + 26;
    if (ascii_digit(c))
        return CLASS_DIGIT;
    const char *sign = c ? strchr("_-./+=", c) : NULL;
    return sign ? (size_t)(sign - "_-./+=") + CLASS_DIGIT + 1 : CLASS_OTHER;
}

double randomness_bits(Str s)
{
    size_t quarters = 0;
    for (size_t i = 1; i < s.n; i++)
        quarters += (size_t)(costs[class_of(s.s[i - 1])][class_of(s.s[i])] - '0');
    return s.n < 2 ? 0 : (double)quarters / 4 / (double)(s.n - 1);
}

typedef struct {
    size_t digits, hex_letters, others, dashes;
    size_t turns;   /* from a letter to a digit or back */
    size_t variety; /* different characters */
} Counts;

static Counts counts_of(Str s)
{
    Counts n = {0};
    bool seen[256] = {false};
    for (size_t i = 0; i < s.n; i++) {
        const char c = s.s[i];
        n.digits += ascii_digit(c);
        n.hex_letters += ascii_hex(c) && !ascii_digit(c);
        n.dashes += c == '-' || c == ':';
        n.others += !ascii_hex(c) && c != '-' && c != ':';
        n.turns += i > 0 && ((ascii_digit(c) && ascii_letter(s.s[i - 1])) ||
                             (ascii_letter(c) && ascii_digit(s.s[i - 1])));
        n.variety += !seen[(unsigned char)c];
        seen[(unsigned char)c] = true;
    }
    return n;
}

bool randomness_is(Str s, bool strict)
{
    const Counts n = counts_of(s);
    if (s.n < 8 || randomness_filler(s))
        return false;
    const size_t hex = n.digits + n.hex_letters;
    if (n.others == 0 && hex >= 16)
        /* 32 random hexadecimal digits have fewer than 7 different ones, or fewer than 3 letters or
         * digits, once in a million. */
        return n.digits >= 3 && n.hex_letters >= 2 && n.variety >= (hex < 24 ? 6 : 7);
    if (n.variety < (s.n < 12 ? 6 : 8))
        return false;
    const bool mixed = n.digits >= 2 && n.turns >= 3;
    const double least = strict ? (mixed ? 5.2 : 6.6) : (mixed ? 4.4 : 5.6);
    return randomness_bits(s) >= least;
}

/* Words of documentation, in lower case. */
static const char *const filler[] = {"xxxx",        "....",     "****",      "____",    "example",
                                     "placeholder", "changeme", "change-me", "dummy",   "change_",
                                     "your",        "${",       "{{",        "<",       "%(",
                                     "redacted",    "insert",   "replace",   "password"};

static bool holds_folded(Str s, const char *word)
{
    const size_t n = strlen(word);
    for (size_t at = 0; at + n <= s.n; at++)
        if (ascii_equal_fold((Str){s.s + at, n}, word))
            return true;
    return false;
}

bool randomness_filler(Str s)
{
    size_t steps = 0;
    for (size_t i = 1; i < s.n; i++) {
        const int step = (unsigned char)s.s[i] - (unsigned char)s.s[i - 1];
        steps += step == 0 || step == 1;
    }
    if (s.n > 4 && steps * 2 > s.n)
        return true;
    for (size_t i = 0; i < sizeof filler / sizeof filler[0]; i++)
        if (holds_folded(s, filler[i]))
            return true;
    return false;
}
