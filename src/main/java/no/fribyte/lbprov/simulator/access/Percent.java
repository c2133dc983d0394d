package no.fribyte.lbprov.simulator.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;

/** Percent-decoding as Perl's one-line substitution does it: what is no escape stays as it is. */
public final class Percent {
    private Percent() {}

    /** Decodes once; in form values a plus is a blank. */
    public static String decode(String text, boolean plusIsBlank) {
        byte[] bytes = text.getBytes(UTF_8);
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length);
        for (int i = 0; i < bytes.length; i++) {
            int high = i + 2 < bytes.length ? Character.digit(bytes[i + 1], 16) : -1;
            int low = i + 2 < bytes.length ? Character.digit(bytes[i + 2], 16) : -1;
            if (bytes[i] == '%' && high >= 0 && low >= 0) {
                out.write(high * 16 + low);
                i += 2;
            } else {
                out.write(bytes[i] == '+' && plusIsBlank ? ' ' : bytes[i]);
            }
        }
        return out.toString(UTF_8);
    }
}
