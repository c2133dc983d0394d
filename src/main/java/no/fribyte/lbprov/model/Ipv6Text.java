package no.fribyte.lbprov.model;

/** Writes IPv6 addresses as RFC 5952 asks, since the JDK does not shorten zeros. */
final class Ipv6Text {
    private Ipv6Text() {}

    static String canonical(byte[] address) {
        int[] groups = new int[8];
        for (int i = 0; i < 8; i++) {
            groups[i] = (address[2 * i] & 0xff) << 8 | (address[2 * i + 1] & 0xff);
        }
        int start = -1;
        int length = 1;
        for (int i = 0; i < 8; i++) {
            int run = zerosFrom(groups, i);
            if (run > length) {
                start = i;
                length = run;
            }
        }
        return start < 0 ? join(groups, 0, 8) : join(groups, 0, start) + "::" + join(groups, start + length, 8);
    }

    private static int zerosFrom(int[] groups, int from) {
        int end = from;
        while (end < 8 && groups[end] == 0) {
            end++;
        }
        return end - from;
    }

    private static String join(int[] groups, int from, int to) {
        StringBuilder text = new StringBuilder();
        for (int i = from; i < to; i++) {
            text.append(i == from ? "" : ":").append(Integer.toHexString(groups[i]));
        }
        return text.toString();
    }
}
