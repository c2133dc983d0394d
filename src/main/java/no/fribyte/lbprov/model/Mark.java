package no.fribyte.lbprov.model;

import java.util.Optional;

/** What lbprov writes into the description of a VM that is its own: of a member's VM, or of a template. */
public sealed interface Mark permits Marker, TemplateMarker {
    /** The name that the VM has, if it is the one that the mark is about. */
    MemberName machine();

    VmId vmId();

    /** Who is working on it, if anybody is. */
    Optional<Lease> lease();

    Mark with(Optional<Lease> lease);

    /** As it is while the VM is being copied, when it cannot carry a uuid. */
    Mark cloning();

    /** Whether the other one is about the same VM, however far that is. */
    boolean isOfSameVm(Mark other);

    /** lbprov's version, so that an older one does not undo newer work. */
    String version();
}
