package no.fribyte.lbprov.model;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * A profile with nothing left to decide: two members and what they serve.
 *
 * @param members exactly two, the preferred master first
 * @param haproxy literal haproxy sections
 */
public record Pair(
        PairName name,
        Guest guest,
        List<Network> networks,
        List<Member> members,
        VirtualIps virtualIps,
        List<Service> services,
        Optional<Vpn> vpn,
        Metrics metrics,
        Limits limits,
        Optional<String> haproxy) {
    public Pair {
        requireNonNull(name, "name");
        requireNonNull(guest, "guest");
        networks = List.copyOf(networks);
        members = List.copyOf(members);
        requireNonNull(virtualIps, "virtualIps");
        services = List.copyOf(services);
        requireNonNull(vpn, "vpn");
        requireNonNull(metrics, "metrics");
        requireNonNull(limits, "limits");
        requireNonNull(haproxy, "haproxy");
        if (members.size() != 2) {
            throw new IllegalArgumentException("a pair has two members, not " + members.size());
        }
    }

    public Member member(MemberName name) {
        return members.stream()
                .filter(member -> member.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no member " + name));
    }

    public Member partnerOf(Member member) {
        return members.get(0).name().equals(member.name()) ? members.get(1) : members.get(0);
    }

    /** The network VRRP runs on. */
    public Network vrrpNetwork() {
        return networkNamed(virtualIps.network());
    }

    /** The network whose subnets hold an address; where a virtual IP is put. */
    public Optional<Network> networkOf(IpAddress address) {
        return networks.stream()
                .filter(network -> network.subnetOf(address).isPresent())
                .findFirst();
    }

    private Network networkNamed(String name) {
        return networks.stream()
                .filter(network -> network.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no network " + name));
    }
}
