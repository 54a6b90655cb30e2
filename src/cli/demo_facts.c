/* What the measures of the story are like. Numbers are looked up in whatever norm
 * the program works by; one that it does not have is passed over. */
#include "cli/demo.h"

static const struct {
    const char *labels;
    enum demo_fate fate;
} fates[] = {
    {"5.01.01 5.01.02 5.02.01 5.02.02 5.05.01 5.10.03 5.14.01 5.14.02 5.16.01 5.17.01 5.17.03 "
     "5.18.02 5.24.01 5.24.02 5.24.08 5.28.01 5.31 6.01.01 6.02.01 6.06 6.08.01 7.01.02 7.02.01 "
     "7.03 7.04 7.05 7.07.01 7.11 8.01.01 8.07.03 8.07.04 8.08.01 8.13.01 8.13.03 8.15.05 8.17",
     FATE_MEETS},
    {"5.14.05 5.22.01 5.24.04 5.30.01 6.03.02 7.10.02 8.02.01 8.08.04 8.13.04", FATE_EXPIRED},
    {"5.04.01 5.09.01 5.12.01 5.14.04 5.15.01 5.18.01 5.19.01 5.20.01 5.22.02 5.24.03 5.24.07 "
     "5.27.01 5.30.02 5.32 5.36.01 6.03.01 6.03.04 6.07 7.08 7.10.01 8.03.02 8.07.01 8.07.02 "
     "8.08.03 8.13.02 8.14 8.15.01 8.16.03 8.18.01 8.20.01 8.21.02 8.22.01 8.23 8.31.02",
     FATE_EXISTENCE},
    {"5.07 5.10.02 5.11 5.16.02 5.17.02 5.20.02 5.20.05 5.23.01 5.26.02 5.33.01 5.34 6.04 6.05 "
     "7.06 7.14 8.01.02 8.19.01 8.31.01", FATE_OWN_WORD},
    {"5.13 5.20.04 5.20.06 5.21.02 5.27.02 8.12 8.15.06 8.20.02 8.24.05 8.32.02", FATE_NOT},
    {"5.03 5.21.03 5.21.04 5.21.05 5.29 7.09 7.12 7.13 8.06 8.10 8.24.02 8.25 8.26 8.30.01 8.33 "
     "8.34", FATE_UNKNOWN},
    {"7.10.03 8.04 8.28", FATE_NOT_APPLICABLE},
};

/* The first that fits; what nobody answers for stands with nobody. */
static const struct {
    const char *labels; /* of a measure, or the begin of it: 5.14 is also 5.14.01 */
    enum demo_who who;
} owners[] = {
    {"5.03 7.12 8.10 8.25 8.34", NOBODY},
    {"5.01 5.02 5.04 5.36", HANS},
    {"5.24.03 5.24.04", JOOST},
    {"5.05 5.06 5.07 5.24 5.27 5.28 5.35", SAMIRA},
    {"5.10 5.11 6", INEKE},
    {"5.16.02 5.18 5.29 5.30", JOOST},
    {"5.12 5.13 5.33 8.29 8.31 8.33", MARLOES},
    {"5.19 5.20 5.21 5.22 5.23 5.32 8.30", FATIMA},
    {"5.31 5.34", PETRA},
    {"7.07", RUBEN},
    {"7", PETER},
    {"5 8", RUBEN},
};

/* Is the label, or what it begins with up to a point, among the blanks? */
static bool is_under(const char *labels, struct str label, bool whole)
{
    struct str rest = str_of(labels);

    while (rest.len > 0) {
        struct str one = str_cut(rest, ' ', &rest);

        if (one.len > 0 && (str_eq(label, one) || (!whole && str_starts(label, one) &&
                                                   label.len > one.len &&
                                                   label.at[one.len] == '.')))
            return true;
    }
    return false;
}

bool demo_is_one_of(const char *labels, struct str label)
{
    return is_under(labels, label, true);
}

enum demo_fate demo_fate_of(struct str label)
{
    for (size_t i = 0; i < sizeof fates / sizeof *fates; i++)
        if (is_under(fates[i].labels, label, true))
            return fates[i].fate;
    return FATE_DESIGN;
}

enum demo_who demo_owner_of(const struct item *item)
{
    for (size_t i = 0; i < sizeof owners / sizeof *owners; i++)
        if (is_under(owners[i].labels, item->label, false))
            return owners[i].who;
    return NOBODY;
}

static const struct {
    const char *label;
    const char *title[ASPECT_COUNT];
} titles[] = {
    {"5.01.01", {"Informatiebeveiligingsbeleid 2025-2028",
                 "Besluit vaststelling beleid en bekendmaking",
                 "Verslag voortgang uitvoering beleid"}},
    {"5.01.02", {"Agenda jaarlijkse beoordeling van het beleid",
                 "Verslag beoordeling beleid in het directieoverleg",
                 "Verslagen van twee beoordelingen van het beleid"}},
    {"5.02.01", {"Rollenmatrix beveiliging, privacy, OT en continuïteit",
                 "Aanwijzingsbesluiten per rol", "Verslagen kwartaaloverleg rolhouders"}},
    {"5.02.02", {"Mandaatregeling CISO", "Benoemingsbesluit CISO en plaats in het organogram",
                 "Verslagen gesprekken CISO en gemeentesecretaris"}},
    {"5.05.01", {"Afspraken contact met toezichthouders",
                 "Contactlijst instanties en toezichthouders",
                 "Logboek contactmomenten met IBD, RDI en AP"}},
    {"5.10.03", {"Gedragsregels gebruik van informatie en middelen",
                 "Bericht op intranet en leesbevestigingen",
                 "Export leesbevestigingen gedragsregels per team"}},
    {"5.14.01", {"Besluit verplichte internet- en e-mailstandaarden",
                 "Export meting internet.nl van alle domeinen",
                 "Export maandelijkse metingen internet.nl"}},
    {"5.14.02", {"Werkinstructie certificaten aanvragen en vervangen",
                 "Export certificatenregister", "Logboek vervangen certificaten voor einddatum"}},
    {"5.14.05", {"Afspraak bijhouden websiteregister",
                 "Schermafdruk Register Internetdomeinen Overheid",
                 "Logboek halfjaarlijkse controle websiteregister"}},
    {"5.16.01", {"Procedure autorisatiebeheer", "Export gebruikers en koppeling met HR",
                 "Steekproef 1: uitdienst in 5 dagen verwerkt"}},
    {"5.17.01", {"Beleidsregel meerfactorauthenticatie",
                 "Schermafdruk voorwaardelijke toegang met MFA",
                 "Export aanmeldingen met MFA per maand"}},
    {"5.17.03", {"Beleidsregel wachtwoorden", "Schermafdruk instellingen wachtwoordeisen",
                 "Export controle wachtwoordinstellingen per systeem"}},
    {"5.18.02", {"Procedure jaarlijkse controle van rechten",
                 "Export rollen en rechten Burgerzaken",
                 "Verslag controle van rechten in alle systemen"}},
    {"5.22.01", {"Procedure beoordelen leveranciersbewijs",
                 "Beoordeling assurance-rapport zaaksysteem", "Logboek beoordeelde leveranciers"}},
    {"5.24.01", {"Inrichting meldloket beveiliging en privacy", "Schermafdruk meldknop op intranet",
                 "Export meldingen per maand met doorlooptijd"}},
    {"5.24.02", {"Procedure melden en afhandelen van incidenten",
                 "Verslag bespreking meldprocedure in teams",
                 "Steekproef 2: meldingen volgens procedure afgehandeld"}},
    {"5.24.04", {"Sjabloon maandverslag incidenten", "Maandverslag incidenten Burgerzaken",
                 "Maandverslagen incidenten, drie maanden"}},
    {"5.24.08", {"Procedure melden van kwetsbaarheden van buiten",
                 "Schermafdruk pagina kwetsbaarheid melden",
                 "Logboek ontvangen meldingen van onderzoekers"}},
    {"5.28.01", {"Werkinstructie veiligstellen van incidentgegevens",
                 "Schermafdruk bewaartermijn in het meldsysteem",
                 "Steekproef 3: incidentdossiers volledig"}},
    {"5.30.01", {"Testplan continuïteit Burgerzaken", "Verslag oefening uitwijk balie",
                 "Verslag twee continuïteitstests"}},
    {"5.31", {"Overzicht wettelijke en contractuele eisen", "Register verplichtingen met eigenaar",
              "Verslagen halfjaarlijkse bijwerking van het overzicht"}},
    {"6.01.01", {"Screeningsbeleid en functies met VOG", "Export VOG-registratie HR",
                 "Steekproef 4: VOG aanwezig voor eerste werkdag"}},
    {"6.02.01", {"Artikel beveiliging in de arbeidsovereenkomst", "Checklist indiensttreding",
                 "Steekproef 5: plichten besproken bij start"}},
    {"6.03.02", {"Leerlijn veilig werken voor nieuwe medewerkers", "Export deelnemers leerlijn",
                 "Export training binnen drie maanden na start"}},
    {"6.06", {"Model geheimhoudingsverklaring", "Export ondertekende verklaringen",
              "Steekproef 6: verklaring getekend door inhuur"}},
    {"6.08.01", {"Kaart: zo meld je een incident", "Uitkomst peiling bekendheid meldprocedure",
                 "Uitkomsten van twee peilingen onder medewerkers"}},
    {"7.01.02", {"Zoneringsplan stadhuis en serverruimte", "Rondgang zones met foto's",
                 "Verslagen controlerondes zones"}},
    {"7.02.01", {"Afspraak waarschuwen van collega-overheden",
                 "Belijst beveiliging en veiligheidsregio",
                 "Geen concreet gevaar gemeld: doorzocht logboek beveiliging"}},
    {"7.03", {"Richtlijn inrichting van kantoren", "Opleverrapport verbouwing vleugel B",
              "Verslagen rondes afdelingshoofden"}},
    {"7.04", {"Beveiligingsplan gebouwen", "Overzicht camera's en alarm",
              "Logboek alarmmeldingen en opvolging"}},
    {"7.05", {"Plan brand, water en ontruiming", "Keuringsrapport brandmeldinstallatie",
              "Verslag twee ontruimingsoefeningen"}},
    {"7.07.01", {"Afspraak vergrendelen van de werkplek",
                 "Schermafdruk beleid vergrendelen met pas",
                 "Export controle vergrendeling werkplekken"}},
    {"7.10.02", {"Werkinstructie wissen van gegevensdragers",
                 "Certificaat vernietiging harde schijven", "Logboek gewiste gegevensdragers"}},
    {"7.11", {"Onderhoudsplan noodstroom en koeling", "Keuringsrapport noodstroom",
              "Logboek maandelijkse test noodstroom"}},
    {"8.01.01", {"Beleidsregel mobiele apparaten", "Export versleuteling van laptops en telefoons",
                 "Export maandcontrole versleuteling"}},
    {"8.02.01", {"Procedure beheer van hoge rechten", "Export leden van beheergroepen",
                 "Verslag kwartaalcontrole hoge rechten"}},
    {"8.07.03", {"Inrichting antimalware", "Export versies antimalware",
                 "Export dekking antimalware per week"}},
    {"8.07.04", {"Scanbeleid bestanden en omgevingen", "Schermafdruk scanschema",
                 "Logboek scans en opvolging"}},
    {"8.08.01", {"Procedure ernstige kwetsbaarheden", "Overzicht betrokkenen en bereikbaarheid",
                 "Steekproef 7: ernstige kwetsbaarheden binnen een week"}},
    {"8.08.04", {"Testplan technische tests", "Rapport technische test kernsystemen",
                 "Rapport technische test en hertest"}},
    {"8.13.01", {"Back-upbeleid met aandacht voor gijzelsoftware", "Schermafdruk back-upschema",
                 "Logboek geslaagde back-ups per week"}},
    {"8.13.03", {"Contract tweede locatie back-up", "Schermafdruk replicatie naar tweede locatie",
                 "Export replicatie tweede locatie per dag"}},
    {"8.13.04", {"Testplan terugzetten van back-ups", "Verslag terugzetten zaaksysteem",
                 "Verslag twee hersteltests"}},
    {"8.15.05", {"Werkinstructie melden van knoeien met logs", "Schermafdruk regel in de bewaking",
                 "Geen geknoei met logs: doorzochte meldingen in de bewaking"}},
    {"8.17", {"Inrichting tijdbron", "Export tijdinstelling van servers",
              "Logboek afwijking klokken per week"}},
};

/* A title begins with a capital; within another it does not, unless it is a name. */
static struct str lowered(struct arena *mem, struct str title)
{
    struct str copy = arena_str(mem, title);
    char *at = (char *)(uintptr_t)copy.at;

    if (title.len > 1 && at[0] >= 'A' && at[0] <= 'Z' && at[1] >= 'a' && at[1] <= 'z')
        at[0] = (char)(at[0] - 'A' + 'a');
    return copy;
}

struct str demo_title(struct arena *mem, const struct item *item, enum aspect aspect)
{
    static const char *const made[ASPECT_COUNT][3] = {
        {"Procedure", "Werkinstructie", "Notitie"},
        {"Verslag inrichting", "Schermafdruk", "Export"},
        {"Kwartaalverslag", "Logboek", "Steekproef"},
    };
    size_t which = item->label.len > 0 ? (size_t)item->label.at[item->label.len - 1] % 3 : 0;

    for (size_t i = 0; i < sizeof titles / sizeof *titles; i++)
        if (str_eq(item->label, str_of(titles[i].label)))
            return str_of(titles[i].title[aspect]);
    return arena_text(mem, "%s: %" STR_FMT, made[aspect][which],
                      STR_ARG(lowered(mem, item->title[LANG_NL])));
}

#define NTH(texts, n) (texts)[(n) % (sizeof(texts) / sizeof *(texts))]

const char *demo_note(unsigned n)
{
    static const char *const texts[] = {
        "Besproken in het kwartaaloverleg. Eigenaar pakt het op.",
        "Werkt voor de kernsystemen. De rest volgt dit jaar.",
        "Hangt af van de nieuwe leverancier van het zaaksysteem.",
        "Afgesproken met ICT-beheer: elke maand kort nalopen.",
        "Stond al in het jaarplan. Geen extra budget nodig.",
        "Zie ook de bevindingen van de interne audit van vorig jaar.",
    };

    return NTH(texts, n);
}

const char *demo_shortfall(unsigned n)
{
    static const char *const texts[] = {
        "Nog niet voor alle systemen ingevoerd.",
        "Wordt gedaan, maar niet vastgelegd.",
        "Afspraak is nieuw. Nog geen drie maanden gevolgd.",
        "Eén team werkt nog op de oude manier.",
        "Leverancier heeft dit nog niet ingesteld.",
        "Wacht op vervanging van de oude omgeving.",
    };

    return NTH(texts, n);
}

const char *demo_unfit(unsigned n)
{
    static const char *const texts[] = {
        "Dit gaat over vorig jaar, van vóór de nieuwe werkwijze.",
        "De uitdraai is van één dag. Voor werking is een periode nodig.",
        "Er is niet te zien om welk systeem het gaat.",
        "Er staat niet bij hoe de gevallen zijn gekozen.",
    };

    return NTH(texts, n);
}
