package no.fribyte.lbprov.model;

import static java.util.Objects.requireNonNull;

/** The VMIDs that lbprov may give, both ends included. */
public record VmIdRange(VmId first, VmId last) {
    public VmIdRange {
        requireNonNull(first, "first");
        requireNonNull(last, "last");
        if (last.number() < first.number()) {
            throw new IllegalArgumentException("an empty VMID range");
        }
    }

    public boolean contains(VmId id) {
        return id.compareTo(first) >= 0 && id.compareTo(last) <= 0;
    }
}
