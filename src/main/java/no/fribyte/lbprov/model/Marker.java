package no.fribyte.lbprov.model;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What lbprov writes into a VM's description to know its own work again. It counts only together with the VM's name,
 * VMID and SMBIOS uuid: a restored or copied VM carries the same text.
 *
 * @param incarnation 1 for the member's first VM, one more at each rebuild
 * @param generation the number of the guest files it was made with, and their hash
 * @param recipe the hash of everything the VM was made of, guest files, cloud-init documents and hardware
 * @param addresses the member's own
 * @param segment the bridge VRRP runs on, with {@code .TAG} on a VLAN
 * @param publicKey of the VPN server, if there is one
 * @param version lbprov's, so that an older one does not undo newer work
 */
public record Marker(
        PairName pair,
        MemberName member,
        VmId vmId,
        int incarnation,
        State state,
        int generation,
        String hash,
        String recipe,
        List<IpAddress> addresses,
        List<IpAddress> virtualIps,
        String segment,
        int routerId,
        Optional<WireGuardKey> publicKey,
        String version,
        Optional<Lease> lease)
        implements Mark {

    /** How far a member's VM is. */
    public enum State {
        /** A template is being copied; a clone call cannot carry the uuid, so the description alone counts. */
        CLONING,
        /** The VM exists, but the member has not proved itself. */
        BUILDING,
        /** The member has proved itself. */
        READY,
        /** A successor is being built; it is kept until that one has proved itself. */
        RETIRED;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Marker {
        requireNonNull(pair, "pair");
        requireNonNull(member, "member");
        requireNonNull(vmId, "vmId");
        requireNonNull(state, "state");
        requireNonNull(hash, "hash");
        requireNonNull(recipe, "recipe");
        addresses = List.copyOf(addresses);
        virtualIps = List.copyOf(virtualIps);
        requireNonNull(segment, "segment");
        requireNonNull(publicKey, "publicKey");
        requireNonNull(version, "version");
        requireNonNull(lease, "lease");
    }

    public Marker with(State newState) {
        return with(newState, lease);
    }

    @Override
    public MemberName machine() {
        return member;
    }

    @Override
    public Marker cloning() {
        return with(State.CLONING);
    }

    @Override
    public boolean isOfSameVm(Mark other) {
        return other instanceof Marker same
                && same.pair.equals(pair)
                && same.member.equals(member)
                && same.vmId.equals(vmId)
                && same.incarnation == incarnation;
    }

    @Override
    public Marker with(Optional<Lease> newLease) {
        return with(state, newLease);
    }

    private Marker with(State newState, Optional<Lease> newLease) {
        return new Marker(
                pair,
                member,
                vmId,
                incarnation,
                newState,
                generation,
                hash,
                recipe,
                addresses,
                virtualIps,
                segment,
                routerId,
                publicKey,
                version,
                newLease);
    }
}
