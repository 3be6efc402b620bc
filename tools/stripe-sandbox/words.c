#include "words.h"
#include "box.h"
#include "http.h"
#include "mem.h"

#include <inttypes.h>
#include <string.h>
#include <strings.h>

struct phrase {
	const char *of[4]; /* by tt_lang */
};

static const struct {
	const char *code;
	enum tt_lang lang;
} langs[] = {
	{ "nl", TT_NL },
	{ "fr", TT_FR },
	{ "en", TT_EN },
	{ "de", TT_DE },
};

/* English, Dutch, French, German. */
static const struct phrase phrases[TT_W_COUNT] = {
	[TT_W_BAND] = { { "Sandbox: no money moves. Use test cards only.",
	    "Proefomgeving: er beweegt geen geld. Gebruik alleen "
	    "testkaarten.",
	    "Environnement de test : aucun argent ne circule. N’utilisez "
	    "que des cartes de test.",
	    "Testumgebung: Es fließt kein Geld. Nur Testkarten verwenden." } },
	[TT_W_FOOT] = { { "This page stands in for the real payment "
			  "page. It was not made by Stripe.",
	    "Deze pagina staat in voor de echte betaalpagina. Ze is niet "
	    "door Stripe gemaakt.",
	    "Cette page remplace la vraie page de paiement. Elle n’est "
	    "pas faite par Stripe.",
	    "Diese Seite steht für die echte Zahlungsseite. Sie stammt "
	    "nicht von Stripe." } },
	[TT_W_SKIP] = { { "Skip to the content", "Naar de inhoud",
	    "Aller au contenu", "Zum Inhalt" } },
	[TT_W_PAY_TITLE] = { { "Pay {}", "{} betalen", "Payer {}",
	    "{} bezahlen" } },
	[TT_W_PAY_TO] = { { "You pay to", "Je betaalt aan", "Vous payez à",
	    "Sie zahlen an" } },
	[TT_W_ORDER] = { { "Your order", "Je bestelling", "Votre commande",
	    "Ihre Bestellung" } },
	[TT_W_TOTAL] = { { "Total", "Totaal", "Total", "Gesamt" } },
	[TT_W_TIMES] = { { "{} times", "{} keer", "{} fois", "{} Mal" } },
	[TT_W_HOW] = { { "How do you want to pay?", "Hoe wil je betalen?",
	    "Comment voulez-vous payer ?", "Wie möchten Sie zahlen?" } },
	[TT_W_BY_CARD] = { { "With a card", "Met een kaart", "Par carte",
	    "Mit Karte" } },
	[TT_W_NUMBER] = { { "Card number", "Kaartnummer", "Numéro de carte",
	    "Kartennummer" } },
	[TT_W_EXPIRY] = { { "Valid until", "Geldig tot", "Valable jusqu’au",
	    "Gültig bis" } },
	[TT_W_EXPIRY_HINT] = { { "Month and year, such as 12/34",
	    "Maand en jaar, zoals 12/34", "Mois et année, comme 12/34",
	    "Monat und Jahr, etwa 12/34" } },
	[TT_W_CVC] = { { "Security code (CVC)", "Veiligheidscode (CVC)",
	    "Code de sécurité (CVC)", "Prüfnummer (CVC)" } },
	[TT_W_CVC_HINT] = { { "Three digits on the back",
	    "Drie cijfers op de achterkant", "Trois chiffres au verso",
	    "Drei Ziffern auf der Rückseite" } },
	[TT_W_NAME] = { { "Name on the card", "Naam op de kaart",
	    "Nom sur la carte", "Name auf der Karte" } },
	[TT_W_EMAIL] = { { "E-mail for the receipt (optional)",
	    "E-mail voor het betaalbewijs (mag leeg blijven)",
	    "E-mail pour le reçu (facultatif)",
	    "E-Mail für den Beleg (freiwillig)" } },
	[TT_W_PAY] = { { "Pay {}", "Betaal {}", "Payer {}", "{} zahlen" } },
	[TT_W_OR] = { { "Without a card", "Zonder kaart", "Sans carte",
	    "Ohne Karte" } },
	[TT_W_WITH] = { { "Pay with {}", "Betaal met {}", "Payer avec {}",
	    "Mit {} zahlen" } },
	[TT_W_CANCEL] = { { "Go back without paying", "Terug zonder te betalen",
	    "Retour sans payer", "Zurück ohne zu zahlen" } },
	[TT_W_CARDS] = { { "Which test cards are there?",
	    "Welke testkaarten zijn er?",
	    "Quelles cartes de test "
	    "existe-t-il ?",
	    "Welche Testkarten gibt es?" } },
	[TT_W_CARDS_HINT] = { { "Any later date and any three digits will do.",
	    "Elke latere datum en drie cijfers naar keuze zijn goed.",
	    "Toute date future et trois chiffres au choix conviennent.",
	    "Jedes spätere Datum und drei beliebige Ziffern genügen." } },
	[TT_W_CARD_HEAD] = { { "Number", "Nummer", "Numéro", "Nummer" } },
	[TT_W_THEN_HEAD] = { { "What happens", "Wat er gebeurt", "Résultat",
	    "Was geschieht" } },
	[TT_W_CARD_OK] = { { "is paid", "wordt betaald", "est payé",
	    "wird bezahlt" } },
	[TT_W_CARD_NO] = { { "is declined", "wordt geweigerd", "est refusé",
	    "wird abgelehnt" } },
	[TT_W_CARD_FUNDS] = { { "has insufficient funds",
	    "heeft te weinig saldo", "a un solde insuffisant",
	    "hat zu wenig Guthaben" } },
	[TT_W_CARD_STEP] = { { "asks for an extra step",
	    "vraagt een extra stap", "demande une étape de plus",
	    "verlangt einen weiteren Schritt" } },
	[TT_W_CARD_BACK] = { { "is disputed afterwards",
	    "wordt achteraf betwist", "est contesté ensuite",
	    "wird danach angefochten" } },
	[TT_W_CHECK] = { { "Please check the marked fields.",
	    "Kijk de gemarkeerde velden na.", "Vérifiez les champs marqués.",
	    "Bitte prüfen Sie die markierten Felder." } },
	[TT_W_BAD_NUMBER] = { { "This is not a card number. Check the digits.",
	    "Dit is geen kaartnummer. Kijk de cijfers na.",
	    "Ce n’est pas un numéro de carte. Vérifiez les chiffres.",
	    "Das ist keine Kartennummer. Bitte die Ziffern prüfen." } },
	[TT_W_NOT_TEST] = { { "Only test cards work here, such as "
			      "4242 4242 4242 4242.",
	    "Hier werken alleen testkaarten, zoals 4242 4242 4242 4242.",
	    "Seules les cartes de test fonctionnent ici, comme "
	    "4242 4242 4242 4242.",
	    "Hier gehen nur Testkarten, etwa 4242 4242 4242 4242." } },
	[TT_W_BAD_EXPIRY] = { { "Type month and year, such as 12/34.",
	    "Typ maand en jaar, zoals 12/34.",
	    "Tapez le mois et l’année, comme 12/34.",
	    "Geben Sie Monat und Jahr ein, etwa 12/34." } },
	[TT_W_PAST] = { { "This card is no longer valid.",
	    "Deze kaart is niet meer geldig.",
	    "Cette carte n’est plus valable.",
	    "Diese Karte ist nicht mehr gültig." } },
	[TT_W_BAD_CVC] = { { "Type the three digits on the back of the card.",
	    "Typ de drie cijfers op de achterkant van de kaart.",
	    "Tapez les trois chiffres au verso de la carte.",
	    "Geben Sie die drei Ziffern von der Rückseite ein." } },
	[TT_W_BAD_NAME] = { { "Type the name that is on the card.",
	    "Typ de naam die op de kaart staat.",
	    "Tapez le nom qui figure sur la carte.",
	    "Geben Sie den Namen auf der Karte ein." } },
	[TT_W_BAD_EMAIL] = { { "This is not an e-mail address.",
	    "Dit is geen e-mailadres.", "Ce n’est pas une adresse e-mail.",
	    "Das ist keine E-Mail-Adresse." } },
	[TT_W_DECLINED] = { { "Your card was declined. Try another card.",
	    "Je kaart is geweigerd. Probeer een andere kaart.",
	    "Votre carte a été refusée. Essayez une autre carte.",
	    "Ihre Karte wurde abgelehnt. Versuchen Sie eine andere." } },
	[TT_W_FUNDS] = { { "Your card has insufficient funds. "
			   "Try another card.",
	    "Er staat te weinig geld op je kaart. Probeer een andere "
	    "kaart.",
	    "Le solde de votre carte est insuffisant. Essayez une autre "
	    "carte.",
	    "Ihre Karte hat zu wenig Guthaben. Versuchen Sie eine "
	    "andere." } },
	[TT_W_EXPIRED_CARD] = { { "Your card has expired. Try another card.",
	    "Je kaart is vervallen. Probeer een andere kaart.",
	    "Votre carte a expiré. Essayez une autre carte.",
	    "Ihre Karte ist abgelaufen. Versuchen Sie eine andere." } },
	[TT_W_WRONG_CVC] = { { "The security code is incorrect.",
	    "De veiligheidscode klopt niet.",
	    "Le code de sécurité est incorrect.",
	    "Die Prüfnummer stimmt nicht." } },
	[TT_W_PROCESSING] = { { "Something went wrong at the bank. Try again.",
	    "Er ging iets mis bij de bank. Probeer opnieuw.",
	    "Une erreur s’est produite à la banque. Réessayez.",
	    "Bei der Bank ging etwas schief. Versuchen Sie es noch "
	    "einmal." } },
	[TT_W_STEP_FAILED] = { { "The extra step was not completed, "
				 "so nothing was paid.",
	    "De extra stap is niet afgewerkt, dus er is niets betaald.",
	    "L’étape supplémentaire n’a pas abouti : rien n’a été payé.",
	    "Der weitere Schritt wurde nicht beendet, es wurde nichts "
	    "gezahlt." } },
	[TT_W_BANK_FAILED] = { { "The payment was refused at the bank, "
				 "so nothing was paid.",
	    "De betaling is bij de bank geweigerd, er is niets betaald.",
	    "Le paiement a été refusé à la banque : rien n’a été payé.",
	    "Die Zahlung wurde bei der Bank abgelehnt, es wurde nichts "
	    "gezahlt." } },
	[TT_W_PAID_TITLE] = { { "This was already paid", "Dit is al betaald",
	    "Ceci est déjà payé", "Das ist schon bezahlt" } },
	[TT_W_PAID] = { { "You do not have to pay again.",
	    "Je hoeft niet nog eens te betalen.",
	    "Vous n’avez pas à payer une seconde fois.",
	    "Sie müssen nicht noch einmal zahlen." } },
	[TT_W_GONE_TITLE] = { { "This payment page has expired",
	    "Deze betaalpagina is vervallen", "Cette page de paiement a expiré",
	    "Diese Zahlungsseite ist abgelaufen" } },
	[TT_W_GONE] = { { "Nothing was paid. Go back to the shop "
			  "and start again.",
	    "Er is niets betaald. Ga terug en begin opnieuw.",
	    "Rien n’a été payé. Retournez au site et recommencez.",
	    "Es wurde nichts gezahlt. Gehen Sie zurück und beginnen Sie "
	    "neu." } },
	[TT_W_BACK] = { { "Back to {}", "Terug naar {}", "Retour à {}",
	    "Zurück zu {}" } },
	[TT_W_LOST_TITLE] = { { "There is nothing here", "Hier is niets",
	    "Il n’y a rien ici", "Hier ist nichts" } },
	[TT_W_LOST] = { { "This address is not known in the sandbox.",
	    "Dit adres is niet bekend in de proefomgeving.",
	    "Cette adresse est inconnue dans l’environnement de test.",
	    "Diese Adresse ist in der Testumgebung nicht bekannt." } },
	[TT_W_HOME_TITLE] = { { "The payment sandbox is running",
	    "De proefomgeving voor betalingen draait",
	    "L’environnement de test des paiements fonctionne",
	    "Die Testumgebung für Zahlungen läuft" } },
	[TT_W_HOME] = { { "Pages for payments appear when a site asks for one.",
	    "Betaalpagina’s verschijnen wanneer een site erom vraagt.",
	    "Les pages de paiement apparaissent quand un site en "
	    "demande.",
	    "Zahlungsseiten erscheinen, wenn eine Website darum "
	    "bittet." } },
	[TT_W_STEP_TITLE] = { { "Confirm your payment", "Bevestig je betaling",
	    "Confirmez votre paiement", "Bestätigen Sie Ihre Zahlung" } },
	[TT_W_STEP] = { { "Your bank asks you to confirm the payment of {} "
			  "(3-D Secure test page).",
	    "Je bank vraagt je om de betaling van {} te bevestigen "
	    "(testpagina van 3-D Secure).",
	    "Votre banque vous demande de confirmer le paiement de {} "
	    "(page de test 3-D Secure).",
	    "Ihre Bank bittet Sie, die Zahlung von {} zu bestätigen "
	    "(3-D-Secure-Testseite)." } },
	[TT_W_STEP_DONE] = { { "Complete", "Bevestigen", "Confirmer",
	    "Bestätigen" } },
	[TT_W_STEP_FAIL] = { { "Fail", "Laten mislukken", "Faire échouer",
	    "Scheitern lassen" } },
	[TT_W_BANK_TITLE] = { { "Pay with {}", "Betalen met {}",
	    "Payer avec {}", "Mit {} zahlen" } },
	[TT_W_BANK] = { { "This would be your bank’s page. "
			  "Choose what happens to the payment of {}.",
	    "Dit zou de pagina van je bank zijn. Kies wat er met de "
	    "betaling van {} gebeurt.",
	    "Ce serait la page de votre banque. Choisissez le sort du "
	    "paiement de {}.",
	    "Das wäre die Seite Ihrer Bank. Wählen Sie, was mit der "
	    "Zahlung von {} geschieht." } },
	[TT_W_BANK_DONE] = { { "Approve the payment", "Betaling goedkeuren",
	    "Approuver le paiement", "Zahlung freigeben" } },
	[TT_W_BANK_LATER] = { { "Approve, the money comes later",
	    "Goedkeuren, het geld komt later",
	    "Approuver, l’argent arrive plus tard",
	    "Freigeben, das Geld kommt später" } },
	[TT_W_BANK_FAIL] = { { "Refuse the payment", "Betaling weigeren",
	    "Refuser le paiement", "Zahlung ablehnen" } },
	[TT_W_SETUP_TITLE] = { { "Set up your payouts",
	    "Stel je uitbetalingen in", "Configurez vos versements",
	    "Richten Sie Ihre Auszahlungen ein" } },
	[TT_W_SETUP] = { { "Here a real payment company would "
			   "check who you are. In the sandbox "
			   "this form is enough, and invented "
			   "answers are fine.",
	    "Hier zou een echt betaalbedrijf nagaan wie je bent. In de "
	    "proefomgeving volstaat dit formulier, en verzonnen "
	    "antwoorden zijn goed.",
	    "Ici, une vraie société de paiement vérifierait votre "
	    "identité. Dans l’environnement de test ce formulaire suffit, "
	    "même avec des réponses inventées.",
	    "Hier würde ein echtes Zahlungsunternehmen Ihre Identität "
	    "prüfen. In der Testumgebung genügt dieses Formular, auch mit "
	    "erfundenen Angaben." } },
	[TT_W_LEGAL_NAME] = { { "First and last name", "Voornaam en achternaam",
	    "Prénom et nom", "Vor- und Nachname" } },
	[TT_W_NO_NAME] = { { "Type your first and last name.",
	    "Typ je voornaam en achternaam.",
	    "Tapez votre prénom et votre nom.",
	    "Geben Sie Ihren Vor- und Nachnamen ein." } },
	[TT_W_IBAN] = { { "Account number (IBAN)", "Rekeningnummer (IBAN)",
	    "Numéro de compte (IBAN)", "Kontonummer (IBAN)" } },
	[TT_W_IBAN_HINT] = { { "A test number is filled in.",
	    "Er is een testnummer ingevuld.",
	    "Un numéro de test est déjà rempli.",
	    "Eine Testnummer ist eingetragen." } },
	[TT_W_BAD_IBAN] = { { "This is not an IBAN. Check the characters.",
	    "Dit is geen IBAN. Kijk de tekens na.",
	    "Ce n’est pas un IBAN. Vérifiez les caractères.",
	    "Das ist keine IBAN. Bitte die Zeichen prüfen." } },
	[TT_W_TERMS] = { { "I accept the terms of the sandbox",
	    "Ik ga akkoord met de voorwaarden van de proefomgeving",
	    "J’accepte les conditions de l’environnement de test",
	    "Ich stimme den Bedingungen der Testumgebung zu" } },
	[TT_W_BAD_TERMS] = { { "Tick this to go on.",
	    "Vink dit aan om verder te gaan.",
	    "Cochez cette case pour continuer.",
	    "Bitte ankreuzen, um fortzufahren." } },
	[TT_W_SETUP_DONE] = { { "Finish", "Afronden", "Terminer",
	    "Abschließen" } },
	[TT_W_SETUP_LATER] = { { "Finish later", "Later afmaken",
	    "Terminer plus tard", "Später abschließen" } },
	[TT_W_SETUP_GONE] = { { "This link has expired. Ask for a new "
				"one on the site you came from.",
	    "Deze link is vervallen. Vraag een nieuwe op de site waar je "
	    "vandaan komt.",
	    "Ce lien a expiré. Demandez-en un nouveau sur le site d’où "
	    "vous venez.",
	    "Dieser Link ist abgelaufen. Fordern Sie auf der Website "
	    "einen neuen an." } },
	[TT_W_EXPRESS_TITLE] = { { "Your payout account",
	    "Je uitbetaalrekening", "Votre compte de versement",
	    "Ihr Auszahlungskonto" } },
	[TT_W_AVAILABLE] = { { "Available", "Beschikbaar", "Disponible",
	    "Verfügbar" } },
	[TT_W_PENDING] = { { "On its way", "Onderweg", "En cours",
	    "Unterwegs" } },
	[TT_W_PAYOUTS_ON] = { { "Payouts are switched on.",
	    "Uitbetalingen staan aan.", "Les versements sont activés.",
	    "Auszahlungen sind eingeschaltet." } },
	[TT_W_PAYOUTS_OFF] = { { "Payouts are switched off.",
	    "Uitbetalingen staan uit.", "Les versements sont désactivés.",
	    "Auszahlungen sind ausgeschaltet." } },
};

const char *
tt_word(enum tt_lang lang, enum tt_word w)
{
	return phrases[w].of[lang];
}

const char *
tt_word_with(
    struct tt_call *c, enum tt_lang lang, enum tt_word w, const char *value)
{
	const char *s = tt_word(lang, w);
	const char *hole = strstr(s, "{}");

	if (hole == NULL)
		return s;
	return tt_pool_fmt(
	    c->pool, "%.*s%s%s", (int)(hole - s), s, value, hole + 2);
}

/* Digits in groups of three, from the right. */
static const char *
grouped(struct tt_call *c, int64_t n, const char *between)
{
	const char *rest = "";

	while (n >= 1000) {
		rest = tt_pool_fmt(
		    c->pool, "%s%03d%s", between, (int)(n % 1000), rest);
		n /= 1000;
	}
	return tt_pool_fmt(c->pool, "%" PRId64 "%s", n, rest);
}

const char *
tt_word_money(struct tt_call *c, enum tt_lang lang, int64_t cents)
{
	const char *minus = cents < 0 ? "−" : "";
	int64_t whole = (cents < 0 ? -cents : cents) / 100;
	int part = (int)((cents < 0 ? -cents : cents) % 100);

	switch (lang) {
	case TT_NL:
		return tt_pool_fmt(c->pool, "€\u00a0%s%s,%02d", minus,
		    grouped(c, whole, "."), part);
	case TT_FR:
		return tt_pool_fmt(c->pool, "%s%s,%02d\u00a0€", minus,
		    grouped(c, whole, "\u202f"), part);
	case TT_DE:
		return tt_pool_fmt(c->pool, "%s%s,%02d\u00a0€", minus,
		    grouped(c, whole, "."), part);
	case TT_EN:
		break;
	}
	return tt_pool_fmt(
	    c->pool, "%s€%s.%02d", minus, grouped(c, whole, ","), part);
}

const char *
tt_lang_code(enum tt_lang lang)
{
	for (size_t i = 0; i < sizeof langs / sizeof *langs; i++) {
		if (langs[i].lang == lang)
			return langs[i].code;
	}
	return "en";
}

static bool
find_lang(const char *s, enum tt_lang *lang)
{
	for (size_t i = 0; i < sizeof langs / sizeof *langs; i++) {
		if (strncasecmp(s, langs[i].code, 2) == 0 &&
		    strchr("-,; ", s[2]) != NULL) {
			*lang = langs[i].lang;
			return true;
		}
	}
	return false;
}

enum tt_lang
tt_lang_of(struct tt_call *c, const char *locale)
{
	enum tt_lang lang = TT_EN;
	const char *s;

	if (locale != NULL && strcmp(locale, "auto") != 0) {
		find_lang(locale, &lang);
		return lang;
	}
	s = tt_http_text(c->http, c->pool, "Accept-Language");
	while (s != NULL && *s != '\0') {
		s += strspn(s, " ,");
		if (find_lang(s, &lang))
			return lang;
		s += strcspn(s, ",");
	}
	return lang;
}
