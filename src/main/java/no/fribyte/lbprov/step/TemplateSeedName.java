package no.fribyte.lbprov.step;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import no.fribyte.lbprov.model.GuestOs;
import no.fribyte.lbprov.model.VmId;

/**
 * The file name of the seed of a VM that becomes a template: {@code lbprov-template_OS_VMID.iso}, which no seed of a member
 * has. There is no secret in it.
 */
public record TemplateSeedName(GuestOs os, VmId id) {
    private static final Pattern VOLUME =
            Pattern.compile(".*:iso/lbprov-template_([a-z0-9.-]+)_([1-9][0-9]{2,8})\\.iso");

    public TemplateSeedName {
        requireNonNull(os, "os");
        requireNonNull(id, "id");
    }

    /** The seed that a volume id names, if it names one. */
    public static Optional<TemplateSeedName> ofVolume(String volume) {
        Matcher matcher = VOLUME.matcher(volume);
        return matcher.matches()
                ? GuestOs.parse(matcher.group(1))
                        .map(os -> new TemplateSeedName(os, new VmId(Integer.parseInt(matcher.group(2)))))
                : Optional.empty();
    }

    public String fileName() {
        return "lbprov-template_%s_%s.iso".formatted(os, id);
    }
}
