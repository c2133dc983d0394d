package no.fribyte.lbprov.proxmox;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Percent-encoding in the strictest form, so that neither {@code ;} nor {@code +} nor a blank changes on the way. */
final class Percent {
    private static final String UNRESERVED = "-._~";

    private Percent() {}

    static String encode(String text, String alsoSafe) {
        StringBuilder encoded = new StringBuilder();
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            char character = (char) (octet & 0xff);
            if (isSafe(character, alsoSafe)) {
                encoded.append(character);
            } else {
                encoded.append(String.format(Locale.ROOT, "%%%02X", octet & 0xff));
            }
        }
        return encoded.toString();
    }

    private static boolean isSafe(char character, String alsoSafe) {
        return character < 0x80
                && (Character.isLetterOrDigit(character)
                        || UNRESERVED.indexOf(character) >= 0
                        || alsoSafe.indexOf(character) >= 0);
    }
}
