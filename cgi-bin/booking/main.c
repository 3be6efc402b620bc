/* Requests, bookings, visit reports and reviews. */
#include "booking.h"

static const struct tt_route routes[] = {
	{ TT_GET,  "/request/new",          TT_OWNER, request_new },
	{ TT_POST, "/request/new",          TT_OWNER, request_new_post },
	{ TT_GET,  "/request/preview",      TT_OWNER, request_preview },
	{ TT_GET,  "/request/#/days",       TT_OWNER, request_days },
	{ TT_POST, "/request/#/days",       TT_OWNER, request_days_post },
	{ TT_GET,  "/request/#/pets",       TT_OWNER, request_pets },
	{ TT_POST, "/request/#/pets",       TT_OWNER, request_pets_post },
	{ TT_GET,  "/request/#/care",       TT_OWNER, request_care },
	{ TT_POST, "/request/#/care",       TT_OWNER, request_care_post },
	{ TT_GET,  "/request/#/check",      TT_OWNER, request_check },
	{ TT_POST, "/request/#/check",      TT_OWNER, request_check_post },
	{ TT_GET,  "/bookings",             TT_SIGNED_IN, booking_list },
	{ TT_GET,  "/booking/#",            TT_SIGNED_IN, booking_show },
	{ TT_POST, "/booking/#/accept",     TT_CAREGIVER, booking_accept },
	{ TT_GET,  "/booking/#/decline",    TT_CAREGIVER, booking_decline },
	{ TT_POST, "/booking/#/decline",    TT_CAREGIVER, booking_decline_post },
	{ TT_GET,  "/booking/#/withdraw",   TT_OWNER, booking_withdraw },
	{ TT_POST, "/booking/#/withdraw",   TT_OWNER, booking_withdraw_post },
	{ TT_GET,  "/booking/#/cancel",     TT_OWNER, booking_cancel },
	{ TT_POST, "/booking/#/cancel",     TT_OWNER, booking_cancel_post },
	{ TT_GET,  "/booking/#/ask-cancel", TT_CAREGIVER, booking_ask_cancel },
	{ TT_POST, "/booking/#/ask-cancel", TT_CAREGIVER,
	    booking_ask_cancel_post },
	{ TT_GET,  "/booking/#/report",     TT_CAREGIVER, booking_report },
	{ TT_POST, "/booking/#/report",     TT_CAREGIVER, booking_report_post },
	{ TT_GET,  "/booking/#/review",     TT_SIGNED_IN, booking_review },
	{ TT_POST, "/booking/#/review",     TT_SIGNED_IN, booking_review_post },
	{ TT_POST, "/booking/#/reply",      TT_SIGNED_IN, booking_reply_post },
	{ TT_POST, "/booking/#/pass",       TT_SIGNED_IN, booking_pass_post },
	{ 0 }
};

int
main(int argc, char **argv)
{
	return tt_serve("booking", routes, argc, argv);
}
