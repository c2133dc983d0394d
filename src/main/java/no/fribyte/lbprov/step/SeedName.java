package no.fribyte.lbprov.step;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import no.fribyte.lbprov.model.MemberName;
import no.fribyte.lbprov.model.PairName;

/**
 * The file name of a seed on a storage: {@code lbprov_PAIR_MEMBER_INCARNATION.iso}. Underscores do not occur in names of
 * pairs and members, so a stale seed can be told apart from that of another pair.
 */
public record SeedName(PairName pair, MemberName member, int incarnation) {
    private static final Pattern VOLUME = Pattern.compile(".*:iso/lbprov_([a-z0-9-]+)_([a-z0-9-]+)_([0-9]{1,6})\\.iso");

    public SeedName {
        requireNonNull(pair, "pair");
        requireNonNull(member, "member");
    }

    /** The seed that a volume id names, if it names one. */
    public static Optional<SeedName> ofVolume(String volume) {
        Matcher matcher = VOLUME.matcher(volume);
        return matcher.matches()
                ? Optional.of(new SeedName(
                        new PairName(matcher.group(1)),
                        new MemberName(matcher.group(2)),
                        Integer.parseInt(matcher.group(3))))
                : Optional.empty();
    }

    public String fileName() {
        return "lbprov_%s_%s_%d.iso".formatted(pair, member, incarnation);
    }
}
