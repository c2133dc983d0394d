package no.fribyte.lbprov.profile.rule;

import java.util.Set;

/**
 * Which parts could be read. A rule that needs to know all of a part keeps quiet while the part is damaged: its
 * complaint would be about the damage, which has been told.
 *
 * @param broken JSON pointers of the values that have an error already
 */
public record Soundness(Set<String> broken) {
    private static final String NAME = "(/[^/]+)?";

    public Soundness {
        broken = Set.copyOf(broken);
    }

    /** Whether it is known which networks there are. */
    boolean networks() {
        return whole("/networks" + NAME);
    }

    boolean subnets() {
        return networks() && whole("/networks/[^/]+/subnets" + NAME);
    }

    boolean subnetsAndGateways() {
        return subnets() && whole("/networks/[^/]+/gateways" + NAME);
    }

    boolean subnetsAndMembers() {
        return subnets() && members();
    }

    /** Whether every member's addresses are known. */
    boolean members() {
        return whole("/members(/[^/]+(/(?!node|prefer|vmid|mac)[^/]+" + NAME + ")?)?");
    }

    boolean backends() {
        return whole("/backends" + NAME);
    }

    /** Whether it is known which servers there are. */
    boolean servers() {
        return whole("/backends(/.*)?") && whole("/services/[^/]+/(to|sni)(/.*)?");
    }

    /** Whether it is known what the services use. */
    boolean targets() {
        return backends() && whole("/services(/[^/]+(/to|/sni(/.*)?)?)?");
    }

    boolean vpn() {
        return whole("/vpn(/network" + NAME + ")?");
    }

    boolean vpnAddresses() {
        return vpn() && whole("/vpn/address" + NAME);
    }

    boolean sshKeys() {
        return whole("/guest(/ssh-keys" + NAME + ")?");
    }

    boolean nodes() {
        return whole("/nodes" + NAME);
    }

    boolean images() {
        return whole("(/nodes(/[^/]+)?)?/images" + NAME);
    }

    boolean tokens() {
        return nodes() && whole("(/nodes/[^/]+)?/token");
    }

    boolean trust() {
        return nodes() && whole("(/nodes/[^/]+)?/tls");
    }

    boolean storages() {
        return nodes() && whole("(/nodes/[^/]+)?/storages(/.*)?");
    }

    boolean vmids() {
        return whole("/vmids(/.*)?");
    }

    private boolean whole(String pattern) {
        return broken.stream().noneMatch(pointer -> pointer.matches(pattern));
    }
}
