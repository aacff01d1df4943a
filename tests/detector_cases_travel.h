/* Texts with and without ids of several states: value added tax, machine-readable zones;
 * see detector_cases.h. Values are invented; check digits are those of python-stdnum 2.2, or follow
 * the rule that detectors/ids/ids.h names. */
#ifndef ROTE_DETECTOR_CASES_TRAVEL_H
#define ROTE_DETECTOR_CASES_TRAVEL_H

#include "tests/detector_cases.h"

static const Cases cases_travel[] = {
    {"VAT_NUMBER",
     {
         "VAT «ESB25914722»",
         "My VAT number is «PL5069917864».",
         "TVA: «HR44128008025», please",
         "\"VAT\": \"«XI279343329»\"",
         "VAT=«DK23141442»",
         "(VAT «HU17795485»)",
         "VAT：«SE552911847201»。",
         "Ann,VAT,«LU78989823»,x",
         "VAT\n«SE555590571901»\n",
         "VAT <b>«XI644941618»</b>",
         "«HU22383066» (VAT) or «FI72307175»",
         "the VAT no. «PT574412743»",
         "«SK1227097718»",
         "«EL879597635»",
         " «HR28310718043»\n",
         "\"«PT552829803»\"",
         "written on the back: «IE9564545U» there",
         "VAT SE551021677901",
         "VAT BG540578275",
         "VAT XI408549437",
         "VAT DK19698075",
         "VAT BG578387418_1",
         "VAT QNL957523002B01",
         "VAT HR5100904371577",
         "VAT x_NL957523002B01",
         "VAT 2024-01-31 12:30",
         "VAT 192.168.10.1",
         "ISBN 978-3-16-148410-0",
         "VAT on line 4711 of 5.10.3",
         "VAT AT12345678",
         "VAT FRXX12345678",
         "VAT XX123456789",
         "VAT DE12345678",
         "VAT NL123456789",
         "VAT BE2123456789",
         "VAT DE000000000",
         "VAT EL12345678",
         "VAT SE123456789012",
     }},
    {"MACHINE_READABLE_ZONE",
     {
         "passport "
         "«P<D<<TIXLZW<<XUQAO<<<<<<<<<<<<<<<<<<<<<<<<<<\nY302157363D<<8810126F3104105IF621299<<<<<<"
         "64»",
         "«I<FRAOEEAAG<<YGFFJ<<<<<<<<<<<<<<<<<<\nK383236401FRA7205273M3603125<<<<<<<2»",
         "«I<UTOL475277209<<<<<<<<<<<<<<<\n6212254<3006162UTO<<<<<<<<<<<0\nKJTSAT<<VWKCJ<<<<<<<<<<<"
         "<<<<<<»",
         "passport "
         "«V<UTOZNLMSA<<OBWFT<<<<<<<<<<<<<<<<<<<<<<<<<<\nG137585843UTO8107101F3106143<<<<<<<<<<<<<<"
         "<<»",
         "«P<USACGKQTL<<EKIWR<<<<<<<<<<<<<<<<<<<<<<<<<<\nC454212479USA5406283M3002197HX954762<<<<<<"
         "90»",
         "«I<D<<BUBZPK<<GEXSE<<<<<<<<<<<<<<<<<<\nU612652066D<<6606138<3208195<<<<<<<0»",
         "passport "
         "«I<FRAD682752171<<<<<<<<<<<<<<<\n6406062M3809189FRA<<<<<<<<<<<4\nOPWXKP<<IJPME<<<<<<<<<<<"
         "<<<<<<»",
         "«V<FRAZZYLWS<<VBYJL<<<<<<<<<<<<<<<<<<<<<<<<<<\nR474452904FRA8207207F3805158<<<<<<<<<<<<<<"
         "<<»",
         "«P<FRAJQUVZL<<LIULX<<<<<<<<<<<<<<<<<<<<<<<<<<\nN527558287FRA5411289<3306172CX629986<<<<<<"
         "36»",
         "passport «I<D<<JTRYUI<<XAGFS<<<<<<<<<<<<<<<<<<\nO923207324D<<4411097F3202159<<<<<<<2»",
         "«I<FRAG350564614<<<<<<<<<<<<<<<\n0110196M3806100FRA<<<<<<<<<<<4\nGRBNOL<<MVTCS<<<<<<<<<<<"
         "<<<<<<»",
         "«V<UTOJRQKSJ<<LENNS<<<<<<<<<<<<<<<<<<<<<<<<<<\nU857229696UTO8210184F3303193<<<<<<<<<<<<<<"
         "<<»",
         "P<USAVAMDKS<<TREKU<<<<<<<<<<<<<<<<<<<<<<<<<<\nS666374764USA7406106F3205149NA547427<<<<<<"
         "41",
         "P<FRAADVTOH<<JBZEM<<<<<<<<<<<<<<<<<<<<<<<<<<\nA788437032FRA8312218F3403141TP891024<<<<<<"
         "89",
         "P<USAJRWKTJ<<XQAOL<<<<<<<<<<<<<<<<<<<<<<<<<<\nL920048718USA0109028F3804107TS767634<<<<<<"
         "69",
         "P<UTOOYCJAW<<YNSJU<<<<<<<<<<<<<<<<<<<<<<<<<<\nY742278752UTO8804053M3207198XH411056<<<<<<"
         "99",
         "I<UTOCMWPBD<<DHTUD<<<<<<<<<<<<<<<<<<\nW247229267UTO5406179<3104105<<<<<<<5",
         "I<FRAMXCIBS<<SDXMT<<<<<<<<<<<<<<<<<<\nE061597750FRA9811121M3501128<<<<<<<3",
         "I<UTOSUVQJR<<RTHIC<<<<<<<<<<<<<<<<<<\nR344823579UTO0602046<3603126<<<<<<<7",
         "I<UTOKCSVBC<<DQTOH<<<<<<<<<<<<<<<<<<\nM775180868UTO4410241M3207132<<<<<<<3",
         "I<USAT566254659<<<<<<<<<<<<<<<\n8606051M3004124USA<<<<<<<<<<<1\nVPGEWT<<MLHJK<<<<<<<<<<<<"
         "<<<<<",
         "I<D<<L067496577<<<<<<<<<<<<<<<\n8106091M3104127D<<<<<<<<<<<<<9\nDBBFGG<<BPPVY<<<<<<<<<<<<"
         "<<<<<",
         "I<D<<V307055500<<<<<<<<<<<<<<<\n0109121M3008178D<<<<<<<<<<<<<3\nLMPERI<<DIFYJ<<<<<<<<<<<<"
         "<<<<<",
         "I<UTOW093196547<<<<<<<<<<<<<<<\n5607194<3706141UTO<<<<<<<<<<<3\nZVKJOV<<HXFBG<<<<<<<<<<<<"
         "<<<<<",
         "P<FRAWOFYHF<<VGBUT<<<<<<<<<<<<<<<<<<<<<<<<<<\nN407076207FRA4212261M3809190WC371703<<<<<<"
         "1",
         "P<UTOUBPMZB<<BINOJ<<<<<<<<<<<<<<<<<<<<<<<<<<\nU003286384UTO6012199<3106110FT139078<<<<<<"
         "480",
     }},
};

#endif
