#include "core/msg.h"
#include "core/text.h"
#include "jobs/kinds.h"

static const struct kind kinds[] = {
{ "verify", PERSON, N_("Confirm your e-mail address"),
    { N_("Welcome to TailTribe. Please confirm that this is your address."),
    N_("The link works for 24 hours.") },
    N_("Confirm my address"), "/verify/%s" },
{ "verify-again", PERSON, N_("Your e-mail address is not confirmed yet"),
    { N_("Yesterday you made an account with this address. Caregivers get"
    " requests only from people whose address is confirmed."), N_("The link"
    " works for 24 hours. We remind you only this once.") },
    N_("Confirm my address"), "/verify/%s" },
{ "welcome", PERSON, N_("Welcome to TailTribe"),
    { N_("Your account is ready. Tell us about your pet and what you need,"
    " then look for a caregiver near you.") },
    N_("Go on"), "/account/welcome" },
{ "identity", PERSON, N_("Link another way to log in"),
    { N_("Somebody wants to log in to your account by an account elsewhere"
    " that has your address. Follow the link to see which. It works once, for"
    " 30 minutes."), N_("Did you not ask for this? Then you need not do"
    " anything.") },
    N_("See which"), "/login/identity/%s" },
{ "openid-linked", PERSON, N_("Another way to log in was linked"),
    { N_("From now on you can also log in as %7$s."), N_("Was it not you?"
    " Unlink it and choose a new password at once.") },
    N_("See your account"), "/account/google" },
{ "openid-unlinked", PERSON, N_("A way to log in was unlinked"),
    { N_("You can no longer log in as %7$s. Your password still works.") },
    N_("See your account"), "/account" },
{ "known", PERSON, N_("You already have an account"),
    { N_("Somebody tried to make an account with this address. You already"
    " have one. If it was you, sign in, or choose a new password."),
    N_("Was it not you? Then you need not do anything.") },
    N_("Sign in"), "/login" },
{ "reset", PERSON, N_("Choose a new password"),
    { N_("You asked for a new password. The link works once, for 30"
    " minutes."), N_("Did you not ask for this? Then you need not do"
    " anything: your password stays as it is.") },
    N_("Choose a new password"), "/reset/%s" },
{ "login", PERSON, N_("Your link to log in"),
    { N_("You asked for a link to log in. It works once, for 30 minutes."),
    N_("Did you not ask for this? Then you need not do anything.") },
    N_("Log in"), "/login/link/%s" },
{ "new-device", PERSON, N_("Somebody logged in to your account"),
    { N_("Somebody has just logged in to your account with a device that you"
    " had not used before: %7$s."), N_("Was it not you? End that session and"
    " choose a new password at once.") },
    N_("See your devices"), "/account/devices" },
{ "password-changed", PERSON, N_("Your password has been changed"),
    { N_("The password of your account has just been changed. You are signed"
    " out everywhere."), N_("Was it not you? Choose a new password at once"
    " and write to us.") },
    N_("I did not do this"), "/forgot" },
{ "two-steps-on", PERSON, N_("Your second step is on"),
    { N_("From now on you log in with your password and a code of the app on"
    " your phone. Keep your recovery codes well."), N_("Was it not you?"
    " Write to us at once.") },
    N_("See your account"), "/account" },
{ "two-steps-off", PERSON, N_("Your second step is off"),
    { N_("From now on your password alone opens your account."),
    N_("Was it not you? Choose a new password at once and write to us.") },
    N_("Turn it on again"), "/two-steps" },
{ "recovery-used", PERSON, N_("A recovery code was used"),
    { N_("Somebody has logged in to your account with one of your recovery"
    " codes. It works no more."), N_("Was it not you? End that session and"
    " choose a new password at once.") },
    N_("See your devices"), "/account/devices" },
{ "address", PERSON, N_("Confirm your new e-mail address"),
    { N_("You asked to use this address for your account. It changes when you"
    " confirm it; the link works for 24 hours."), N_("Did you not ask for"
    " this? Then you need not do anything.") },
    N_("Confirm my new address"), "/email/%s", LINK },
{ "address-asked", PERSON, N_("Your e-mail address is to be changed"),
    { N_("You asked to change the address of your account to %7$s. It changes"
    " when the link that went there is followed."), N_("Was it not you?"
    " Choose a new password at once, then nothing will change.") },
    N_("Change my password"), "/password" },
{ "address-changed", PERSON, N_("Your e-mail address has been changed"),
    { N_("Your account now has another e-mail address. We write to this one"
    " for the last time."), N_("Was it not you? Answer this mail at"
    " once.") },
    N_("Log in"), "/login", NAMED },
{ "joined", PERSON, N_("We have received your profile"),
    { N_("Thank you for wanting to look after animals. A member of staff reads"
    " your profile within 1 to 2 working days, and we write to you."),
    N_("You may still change it meanwhile.") },
    N_("See your profile"), "/account/caregiver" },
{ "payout-changed", PERSON, N_("Your account number has been changed"),
    { N_("From now on your money goes to another account: %7$s."),
    N_("Was it not you? Choose a new password at once and write to us.") },
    N_("See your profile"), "/account/caregiver" },
{ "caregiver-approved", PERSON, N_("Your profile is approved"),
    { N_("We have read your profile and approved it. Owners near you find you"
    " from now on.") }, N_("See your profile"), "/account/caregiver" },
{ "caregiver-rejected", PERSON, N_("Your profile is not approved"),
    { N_("We have read your profile and cannot approve it."),
    N_("Reason: %7$s") }, N_("See your profile"), "/account/caregiver" },
{ "caregiver-more", PERSON, N_("Your profile needs a little more"),
    { N_("We have read your profile. Please change it and send it in again."),
    N_("Reason: %7$s") }, N_("Change your profile"), "/account/caregiver" },
{ "caregiver-suspended", PERSON, N_("Your profile is suspended"),
    { N_("Owners do not find your profile until %4$s. Bookings that are agreed"
    " stay."), N_("Reason: %7$s"),
    N_("Do you see it differently? Answer this mail.") },
    N_("See your bookings"), "/bookings" },
{ "caregiver-reactivated", PERSON, N_("Your profile is there again"),
    { N_("Your profile is no longer suspended. Owners find you again.") },
    N_("See your profile"), "/account/caregiver" },
{ "caregiver-rechecked", PERSON, N_("We have read your changes"),
    { N_("You changed your profile, and we have read it again. All is well;"
    " you need not do anything.") }, N_("See your profile"),
    "/account/caregiver" },
{ "caregiver-still", PERSON, N_("Do you still look after animals?"),
    { N_("You have not been here for a while, and owners still find you. Look"
    " at your hours now and then, so that they fit.") },
    N_("See your profile"), "/account/caregiver" },
{ "suspended", PERSON, N_("Your account is suspended"),
    { N_("You cannot log in until %4$s, and nobody finds you. Bookings that"
    " are agreed stay."), N_("Reason: %7$s"),
    N_("Do you see it differently? Answer this mail.") },
    N_("Write to us"), "/contact", ACCOUNT },
{ "reactivated", PERSON, N_("Your account is open again"),
    { N_("Your account is no longer suspended. You can log in again.") },
    N_("Log in"), "/login", ACCOUNT },
{ "paper-verified", CERTIFICATE, N_("We have checked: %2$s"),
    { N_("Your profile now shows that we have seen this: %2$s.") },
    N_("See your profile"), "/account/caregiver/papers" },
{ "paper-refused", CERTIFICATE, N_("We cannot accept: %2$s"),
    { N_("We have looked at what you sent us: %2$s. We cannot show it on your"
    " profile."), N_("Reason: %7$s") }, N_("Send another one"),
    "/account/caregiver/papers" },
{ "close", PERSON, N_("Do you want to close your account?"),
    { N_("You asked to close your account. Press the button to do so; the link"
    " works for one hour."), N_("Did you not ask for this? Then choose a new"
    " password at once.") },
    N_("Close my account"), "/account/close/%s", ACCOUNT },
{ "closing", PERSON, N_("Your account is closed"),
    { N_("Nobody finds you any more, and you are logged out everywhere. In 30"
    " days all that we keep about you is erased."), N_("Do you want to keep"
    " your account? Log in before %7$s.") },
    N_("Keep my account"), "/account/closing", ACCOUNT },
{ "copy-ready", PERSON, N_("The copy of your data is ready"),
    { N_("You asked for a copy of your data. You can fetch it for seven days;"
    " you must be logged in.") },
    N_("Fetch it"), "/account/privacy", ACCOUNT },
{ "request", BOOKING, N_("New request from %1$s"),
    { N_("%1$s asks you for: %2$s. Please answer before %4$s."),
    N_("You would earn %6$s.") },
    N_("See the request"), "/booking/%s" },
{ "request-sent", BOOKING, N_("Your request to %1$s has been sent"),
    { N_("%1$s answers before %4$s at the latest. You have paid nothing"
    " yet.") },
    N_("See your request"), "/booking/%s" },
{ "accepted", BOOKING, N_("%1$s said yes"),
    { N_("%1$s keeps the time for you. Please pay before %4$s, otherwise the"
    " time becomes free again.") },
    N_("Pay %5$s"), "/booking/%s" },
{ "declined", BOOKING, N_("%1$s cannot come"),
    { N_("%1$s said no to your request. You have paid nothing."),
    N_("Reason: %7$s") },
    N_("Find another caregiver"), "/search" },
{ "withdrawn", BOOKING, N_("%1$s withdrew the request"),
    { N_("You need not do anything. The request is gone.") },
    N_("See the request"), "/booking/%s" },
{ "expired", BOOKING, N_("No answer from %1$s"),
    { N_("%1$s did not answer in time. You have paid nothing.") },
    N_("Find another caregiver"), "/search" },
{ "expired-caregiver", BOOKING, N_("A request has expired"),
    { N_("You did not answer the request of %1$s in time, so it has"
    " expired.") }, N_("See the request"), "/booking/%s" },
{ "paid", BOOKING, N_("Paid: %2$s with %1$s"),
    { N_("We have received your payment of %5$s. The booking is certain."),
    N_("You now see each other's phone number and address on the"
    " booking.") },
    N_("See your booking"), "/booking/%s" },
{ "paid-caregiver", BOOKING, N_("%1$s has paid"),
    { N_("The booking is certain. You will earn %6$s."),
    N_("You now see each other's phone number and address on the"
    " booking.") },
    N_("See the booking"), "/booking/%s" },
{ "unpaid", BOOKING, N_("Your booking has expired"),
    { N_("You did not pay in time. The time is free again, and you have paid"
    " nothing.") }, N_("Ask again"), "/booking/%s" },
{ "unpaid-caregiver", BOOKING, N_("A booking was not paid"),
    { N_("%1$s did not pay in time. Your time is free again.") },
    N_("See the booking"), "/booking/%s" },
{ "cancelled-unpaid", BOOKING, N_("You cancelled the booking"),
    { N_("You had not paid yet, so there is nothing to pay.") },
    N_("See the booking"), "/booking/%s" },
{ "cancelled", BOOKING, N_("You cancelled the booking"),
    { N_("You get %8$s back. The money is usually there within 5 to 10"
    " working days.") }, N_("See the booking"), "/booking/%s" },
{ "cancelled-caregiver", BOOKING, N_("%1$s cancelled the booking"),
    { N_("Your time is free again. What you earn from it, if anything, is on"
    " the booking.") }, N_("See the booking"), "/booking/%s" },
{ "cancelled-staff", BOOKING, N_("Your booking has been cancelled"),
    { N_("Your caregiver cannot come. We are sorry. You get back everything"
    " that you paid."), N_("We gladly help you find somebody else.") },
    N_("See three others"), "/booking/%s" },
{ "cancelled-staff-caregiver", BOOKING, N_("The booking has been cancelled"),
    { N_("You asked us to cancel, and we did. The owner gets everything"
    " back.") }, N_("See the booking"), "/booking/%s" },
{ "cancel-kept", BOOKING, N_("The booking stays"),
    { N_("You asked us to cancel. After talking it through, the booking"
    " stays as it is.") }, N_("See the booking"), "/booking/%s" },
{ "completed", BOOKING, N_("How was it with %1$s?"),
    { N_("The care is done. Is something wrong? Tell us within 48 hours."),
    N_("Tell other owners how it was. Your review is shown when %1$s has"
    " written one too, or after 14 days.") },
    N_("Write a review"), "/booking/%s/review" },
{ "completed-caregiver", BOOKING, N_("Done: %2$s for %1$s"),
    { N_("You have earned %6$s. It is on your earnings page."),
    N_("Tell other caregivers how it was.") },
    N_("Write a review"), "/booking/%s/review" },
{ "paid-late", BOOKING, N_("Your payment comes back"),
    { N_("Your payment came when the booking could no longer be paid. You get"
    " all of it back.") }, N_("See the booking"), "/booking/%s" },
{ "refunded", BOOKING, N_("Your money is on its way"),
    { N_("Today we sent %8$s back to the account that you paid from.") },
    N_("See the booking"), "/booking/%s" },
{ "review-waits", BOOKING, N_("%1$s wrote a review about you"),
    { N_("You can read it when you have written one too, or after 14"
    " days.") }, N_("Write a review"), "/booking/%s/review" },
{ "reviews-shown", BOOKING, N_("Both reviews can be read"),
    { N_("You and %1$s have both written a review. Everybody can read them"
    " now.") }, N_("Read them"), "/booking/%s" },
};

const struct kind *
tt_letter_kind(const char *name)
{
	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++)
		if (tt_eq(kinds[i].name, name))
			return &kinds[i];
	return NULL;
}
