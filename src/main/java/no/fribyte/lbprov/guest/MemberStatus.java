package no.fribyte.lbprov.guest;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * What {@code lbprov-guest status} says of a member; the shape is the page "guest" of the documentation.
 *
 * @param changed files that differ from the generation they came with
 * @param drained whether the member keeps off the virtual IPs while its partner can hold them
 * @param priority VRRP's, as {@code keepalived.conf} has it
 * @param sync its sync service, of a guest that has one
 * @param hostKey its public SSH host key, type and base64, if it has one
 * @param cloudInitDisabled whether cloud-init keeps still at the next boot
 * @param seedCopies whether cloud-init's copies of the seed, which hold secrets, are still on the disk
 */
public record MemberStatus(
        String pair,
        String member,
        Generation generation,
        List<String> changed,
        boolean drained,
        boolean keepalivedActive,
        Vrrp vrrp,
        Optional<Integer> priority,
        List<VirtualIp> virtualIps,
        boolean haproxyActive,
        String haproxyVersion,
        List<ServiceStatus> services,
        Optional<WireGuard> wireGuard,
        boolean firewallActive,
        Optional<Sync> sync,
        Optional<String> hostKey,
        boolean cloudInitDisabled,
        boolean seedCopies,
        List<Trouble> troubles) {

    /** The generation of guest files a member runs. */
    public record Generation(int number, String hash, String lbprov) {}

    /** What keepalived does. */
    public enum Vrrp {
        MASTER,
        BACKUP,
        FAULT,
        STOPPED
    }

    public record VirtualIp(String address, boolean held) {}

    public record ServiceStatus(String name, List<ServerStatus> servers) {
        public ServiceStatus {
            servers = List.copyOf(servers);
        }

        public long up() {
            return servers.stream().filter(ServerStatus::up).count();
        }
    }

    /** A server as haproxy sees it; {@code check} is haproxy's own word for the last check. */
    public record ServerStatus(String name, boolean up, String check) {}

    public record WireGuard(boolean active, int port, String publicKey, List<VpnMemberStatus> members) {
        public WireGuard {
            members = List.copyOf(members);
        }
    }

    /** A VPN member; the age of its last handshake in seconds, if there was one. */
    public record VpnMemberStatus(String name, String publicKey, Optional<Long> handshakeAge) {}

    /**
     * Something the member found wrong with itself.
     *
     * @param part such as {@code haproxy} or {@code backend}
     * @param serious false for what no rebuild would cure, such as a backend that is down
     */
    public record Trouble(String part, boolean serious, String text) {}

    public MemberStatus {
        requireNonNull(pair, "pair");
        requireNonNull(member, "member");
        requireNonNull(generation, "generation");
        changed = List.copyOf(changed);
        requireNonNull(vrrp, "vrrp");
        requireNonNull(priority, "priority");
        virtualIps = List.copyOf(virtualIps);
        requireNonNull(haproxyVersion, "haproxyVersion");
        services = List.copyOf(services);
        requireNonNull(wireGuard, "wireGuard");
        requireNonNull(sync, "sync");
        requireNonNull(hostKey, "hostKey");
        troubles = List.copyOf(troubles);
    }

    /** Whether the member has every virtual IP. */
    public boolean holds() {
        return !virtualIps.isEmpty() && virtualIps.stream().allMatch(VirtualIp::held);
    }

    /** Whether the member has any virtual IP; two members that do are a split brain. */
    public boolean holdsAny() {
        return virtualIps.stream().anyMatch(VirtualIp::held);
    }

    public List<Trouble> seriousTroubles() {
        return troubles.stream().filter(Trouble::serious).toList();
    }
}
