package no.fribyte.lbprov.model;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An amount of memory or disk, in whole MiB. */
public record DataSize(long mebibytes) implements Comparable<DataSize> {
    private static final Pattern FORM = Pattern.compile("([1-9][0-9]{0,6}) ?(MiB|GiB|TiB)");

    public DataSize {
        if (mebibytes <= 0) {
            throw new IllegalArgumentException("a size is positive");
        }
    }

    /** Parses {@code 512MiB}, {@code 2GiB}, {@code 1TiB}; units are binary, as in Proxmox. */
    public static Optional<DataSize> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long factor = switch (matcher.group(2)) {
            case "MiB" -> 1;
            case "GiB" -> 1024;
            default -> 1024 * 1024;
        };
        return Optional.of(new DataSize(Long.parseLong(matcher.group(1)) * factor));
    }

    public static DataSize ofGibibytes(long number) {
        return new DataSize(number * 1024);
    }

    public long bytes() {
        return mebibytes * 1024 * 1024;
    }

    @Override
    public int compareTo(DataSize other) {
        return Long.compare(mebibytes, other.mebibytes);
    }

    @Override
    public String toString() {
        return mebibytes % 1024 == 0 ? mebibytes / 1024 + "GiB" : mebibytes + "MiB";
    }
}
