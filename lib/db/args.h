/*
 * TT_ARGS(a, b, ...): one to 40 arguments, each typed by TT_ARG (db.h).
 * TT_ARGS_N counts its arguments by which name they push into place.
 */
#ifndef TT_ARGS_H
#define TT_ARGS_H

#define TT_NO_ARGS ((struct tt_args){ .n = 0 })

#define TT_ARGS_1(a) TT_ARG(a)
#define TT_ARGS_2(a, ...) TT_ARG(a), TT_ARGS_1(__VA_ARGS__)
#define TT_ARGS_3(a, ...) TT_ARG(a), TT_ARGS_2(__VA_ARGS__)
#define TT_ARGS_4(a, ...) TT_ARG(a), TT_ARGS_3(__VA_ARGS__)
#define TT_ARGS_5(a, ...) TT_ARG(a), TT_ARGS_4(__VA_ARGS__)
#define TT_ARGS_6(a, ...) TT_ARG(a), TT_ARGS_5(__VA_ARGS__)
#define TT_ARGS_7(a, ...) TT_ARG(a), TT_ARGS_6(__VA_ARGS__)
#define TT_ARGS_8(a, ...) TT_ARG(a), TT_ARGS_7(__VA_ARGS__)
#define TT_ARGS_9(a, ...) TT_ARG(a), TT_ARGS_8(__VA_ARGS__)
#define TT_ARGS_10(a, ...) TT_ARG(a), TT_ARGS_9(__VA_ARGS__)
#define TT_ARGS_11(a, ...) TT_ARG(a), TT_ARGS_10(__VA_ARGS__)
#define TT_ARGS_12(a, ...) TT_ARG(a), TT_ARGS_11(__VA_ARGS__)
#define TT_ARGS_13(a, ...) TT_ARG(a), TT_ARGS_12(__VA_ARGS__)
#define TT_ARGS_14(a, ...) TT_ARG(a), TT_ARGS_13(__VA_ARGS__)
#define TT_ARGS_15(a, ...) TT_ARG(a), TT_ARGS_14(__VA_ARGS__)
#define TT_ARGS_16(a, ...) TT_ARG(a), TT_ARGS_15(__VA_ARGS__)
#define TT_ARGS_17(a, ...) TT_ARG(a), TT_ARGS_16(__VA_ARGS__)
#define TT_ARGS_18(a, ...) TT_ARG(a), TT_ARGS_17(__VA_ARGS__)
#define TT_ARGS_19(a, ...) TT_ARG(a), TT_ARGS_18(__VA_ARGS__)
#define TT_ARGS_20(a, ...) TT_ARG(a), TT_ARGS_19(__VA_ARGS__)
#define TT_ARGS_21(a, ...) TT_ARG(a), TT_ARGS_20(__VA_ARGS__)
#define TT_ARGS_22(a, ...) TT_ARG(a), TT_ARGS_21(__VA_ARGS__)
#define TT_ARGS_23(a, ...) TT_ARG(a), TT_ARGS_22(__VA_ARGS__)
#define TT_ARGS_24(a, ...) TT_ARG(a), TT_ARGS_23(__VA_ARGS__)
#define TT_ARGS_25(a, ...) TT_ARG(a), TT_ARGS_24(__VA_ARGS__)
#define TT_ARGS_26(a, ...) TT_ARG(a), TT_ARGS_25(__VA_ARGS__)
#define TT_ARGS_27(a, ...) TT_ARG(a), TT_ARGS_26(__VA_ARGS__)
#define TT_ARGS_28(a, ...) TT_ARG(a), TT_ARGS_27(__VA_ARGS__)
#define TT_ARGS_29(a, ...) TT_ARG(a), TT_ARGS_28(__VA_ARGS__)
#define TT_ARGS_30(a, ...) TT_ARG(a), TT_ARGS_29(__VA_ARGS__)
#define TT_ARGS_31(a, ...) TT_ARG(a), TT_ARGS_30(__VA_ARGS__)
#define TT_ARGS_32(a, ...) TT_ARG(a), TT_ARGS_31(__VA_ARGS__)
#define TT_ARGS_33(a, ...) TT_ARG(a), TT_ARGS_32(__VA_ARGS__)
#define TT_ARGS_34(a, ...) TT_ARG(a), TT_ARGS_33(__VA_ARGS__)
#define TT_ARGS_35(a, ...) TT_ARG(a), TT_ARGS_34(__VA_ARGS__)
#define TT_ARGS_36(a, ...) TT_ARG(a), TT_ARGS_35(__VA_ARGS__)
#define TT_ARGS_37(a, ...) TT_ARG(a), TT_ARGS_36(__VA_ARGS__)
#define TT_ARGS_38(a, ...) TT_ARG(a), TT_ARGS_37(__VA_ARGS__)
#define TT_ARGS_39(a, ...) TT_ARG(a), TT_ARGS_38(__VA_ARGS__)
#define TT_ARGS_40(a, ...) TT_ARG(a), TT_ARGS_39(__VA_ARGS__)

#define TT_ARGS_PICK(x1, x2, x3, x4, x5, x6, x7, x8, x9, x10, x11, x12, \
    x13, x14, x15, x16, x17, x18, x19, x20, x21, x22, x23, x24, x25, \
    x26, x27, x28, x29, x30, x31, x32, x33, x34, x35, x36, x37, x38, \
    x39, x40, name, ...) name

#define TT_ARGS_COUNT(...) TT_ARGS_PICK(__VA_ARGS__, 40, 39, 38, 37, \
    36, 35, 34, 33, 32, 31, 30, 29, 28, 27, 26, 25, 24, 23, 22, 21, 20, \
    19, 18, 17, 16, 15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, \
    0)

#define TT_ARGS_NAME(...) TT_ARGS_PICK(__VA_ARGS__, TT_ARGS_40, \
    TT_ARGS_39, TT_ARGS_38, TT_ARGS_37, TT_ARGS_36, TT_ARGS_35, \
    TT_ARGS_34, TT_ARGS_33, TT_ARGS_32, TT_ARGS_31, TT_ARGS_30, \
    TT_ARGS_29, TT_ARGS_28, TT_ARGS_27, TT_ARGS_26, TT_ARGS_25, \
    TT_ARGS_24, TT_ARGS_23, TT_ARGS_22, TT_ARGS_21, TT_ARGS_20, \
    TT_ARGS_19, TT_ARGS_18, TT_ARGS_17, TT_ARGS_16, TT_ARGS_15, \
    TT_ARGS_14, TT_ARGS_13, TT_ARGS_12, TT_ARGS_11, TT_ARGS_10, \
    TT_ARGS_9, TT_ARGS_8, TT_ARGS_7, TT_ARGS_6, TT_ARGS_5, TT_ARGS_4, \
    TT_ARGS_3, TT_ARGS_2, TT_ARGS_1, 0)

#define TT_ARGS(...) \
	((struct tt_args){ .n = TT_ARGS_COUNT(__VA_ARGS__), \
	    .v = { TT_ARGS_NAME(__VA_ARGS__)(__VA_ARGS__) } })

#endif
