package no.fribyte.lbprov.model;

import static java.util.Objects.requireNonNull;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What lbprov writes into the description of a template that it bakes, from the call that makes its VM on.
 *
 * @param os of the image it was made from
 * @param baked the day it was begun
 * @param image the image's checksum, as the inventory writes it
 * @param packages what was found in it, each with its version; empty until it was looked at
 * @param version lbprov's
 */
public record TemplateMarker(
        GuestOs os,
        VmId vmId,
        LocalDate baked,
        State state,
        String image,
        List<Installed> packages,
        String version,
        Optional<Lease> lease)
        implements Mark {
    /** How far it is. */
    public enum State {
        /** A VM that is being baked; only once all was installed, checked and cleaned it becomes a template. */
        BUILDING,
        /** A template that members may be cloned from. */
        READY;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** A package and its version, neither with a blank in it. */
    public record Installed(String name, String version) {
        public Installed {
            if (!name.matches("[a-z0-9][a-z0-9+.-]+") || !version.matches("[A-Za-z0-9.+:~-]+")) {
                throw new IllegalArgumentException("no package: " + name + " " + version);
            }
        }

        @Override
        public String toString() {
            return name + "=" + version;
        }
    }

    public TemplateMarker {
        requireNonNull(os, "os");
        requireNonNull(vmId, "vmId");
        requireNonNull(baked, "baked");
        requireNonNull(state, "state");
        requireNonNull(image, "image");
        packages = List.copyOf(packages);
        requireNonNull(version, "version");
        requireNonNull(lease, "lease");
    }

    /** Such as {@code lbprov-debian-12-20261124}: the system and the day, for people who look at a list of VMs. */
    @Override
    public MemberName machine() {
        return new MemberName("lbprov-%s-%s"
                .formatted(os.id().replace('.', '-'), baked.toString().replace("-", "")));
    }

    @Override
    public TemplateMarker with(Optional<Lease> newLease) {
        return new TemplateMarker(os, vmId, baked, state, image, packages, version, newLease);
    }

    public TemplateMarker with(State newState) {
        return new TemplateMarker(os, vmId, baked, newState, image, packages, version, lease);
    }

    public TemplateMarker with(List<Installed> found) {
        return new TemplateMarker(os, vmId, baked, state, image, found, version, lease);
    }

    /** It is never made by copying. */
    @Override
    public TemplateMarker cloning() {
        return this;
    }

    @Override
    public boolean isOfSameVm(Mark other) {
        return other instanceof TemplateMarker same
                && same.os == os
                && same.vmId.equals(vmId)
                && same.baked.equals(baked)
                && same.image.equals(image);
    }
}
