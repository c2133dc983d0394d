package no.fribyte.lbprov.simulator.world;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes as Proxmox writes them in configurations: {@code 3584M}, {@code 20G}; no unit means bytes. */
public final class Size {
    private static final Pattern FORM = Pattern.compile("(\\d+(?:\\.\\d+)?)([KMGT])?");
    private static final String UNITS = "KMGT";

    private Size() {}

    public static Optional<Long> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String unit = matcher.group(2);
        int shift = unit == null ? 0 : 10 * (UNITS.indexOf(unit) + 1);
        return Optional.of(new BigDecimal(matcher.group(1))
                .multiply(BigDecimal.valueOf(1L << shift))
                .longValue());
    }

    /** The largest unit that leaves a whole number. */
    public static String format(long bytes) {
        long number = bytes;
        String unit = "";
        for (int i = 0; i < UNITS.length() && number % 1024 == 0 && number > 0; i++) {
            number /= 1024;
            unit = UNITS.substring(i, i + 1);
        }
        return number + unit;
    }
}
