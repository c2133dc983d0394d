package no.fribyte.lbprov.profile.rule;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import no.fribyte.lbprov.model.Cidr;
import no.fribyte.lbprov.model.IpAddress;
import no.fribyte.lbprov.profile.draft.NetworkDraft;
import no.fribyte.lbprov.profile.yaml.Findings;
import no.fribyte.lbprov.profile.yaml.Named;
import no.fribyte.lbprov.profile.yaml.Placed;

/** Rules about the networks themselves. */
final class NetworkRules {
    private static final int LEAST_MTU_FOR_V6 = 1280;

    private NetworkRules() {}

    static List<Rule> all() {
        return List.of(
                new Rule("subnets-apart", NetworkRules::subnetsApart),
                new Rule("segments-apart", NetworkRules::segmentsApart),
                new Rule("mtu-for-ipv6", NetworkRules::mtuForV6),
                new Rule("gateway-in-subnet", NetworkRules::gatewayInSubnet).needing(Soundness::subnets),
                new Rule("one-gateway-per-family", NetworkRules::oneGatewayPerFamily),
                new Rule("one-default-route", NetworkRules::oneDefaultRoute),
                new Rule("resolver-in-reach", NetworkRules::resolverInReach).needing(Soundness::subnetsAndGateways));
    }

    private static void subnetsApart(Case input, Findings findings) {
        List<Placed<Cidr>> earlier = new ArrayList<>();
        for (Named<NetworkDraft> network : input.networks()) {
            for (Placed<Cidr> subnet : network.value().subnets()) {
                earlier.stream()
                        .filter(other -> other.value().overlaps(subnet.value()))
                        .findFirst()
                        .ifPresent(other -> findings.error(
                                subnet.where(),
                                subnet.value() + " overlaps " + other.value(),
                                "an address in both would have two ways out",
                                "networks that have no address in common"));
                earlier.add(subnet);
            }
        }
    }

    private static void segmentsApart(Case input, Findings findings) {
        Map<String, String> names = new HashMap<>();
        for (Named<NetworkDraft> network : input.networks()) {
            network.value().segment().ifPresent(segment -> {
                String other = names.putIfAbsent(segment, network.name());
                if (other != null) {
                    findings.warning(
                            network.where(),
                            "networks " + other + " and " + network.name() + " are both on " + segment,
                            "two interfaces on one segment answer for each other's addresses",
                            "one network with the subnets of both, or a VLAN tag");
                }
            });
        }
    }

    private static void mtuForV6(Case input, Findings findings) {
        for (Named<NetworkDraft> network : input.networks()) {
            boolean v6 = network.value().subnets().stream()
                    .anyMatch(subnet -> subnet.value().isV6());
            network.value()
                    .mtu()
                    .filter(mtu -> v6 && mtu.value() < LEAST_MTU_FOR_V6)
                    .ifPresent(mtu -> findings.error(
                            mtu.where(),
                            "an MTU of " + mtu.value() + " is too small for IPv6",
                            "Linux turns IPv6 off on such an interface",
                            "1280 or more"));
        }
    }

    private static void gatewayInSubnet(Case input, Findings findings) {
        for (Named<NetworkDraft> network : input.networks()) {
            for (Placed<IpAddress> gateway : network.value().gateways()) {
                if (!Addresses.within(network.value().subnets(), gateway.value())) {
                    findings.error(
                            gateway.where(),
                            "gateway " + gateway.value() + " is outside network " + network.name(),
                            "its subnets are " + Addresses.list(network.value().subnets()),
                            "the router's address in one of them");
                } else if (!gateway.value().isV6()) {
                    // an IPv6 gateway may be the subnet's first address: every router listens on that one
                    Addresses.reserved(network.value().subnets(), gateway.value())
                            .ifPresent(why -> findings.error(
                                    gateway.where(),
                                    gateway.value() + " can be no gateway",
                                    why,
                                    "the router's own address"));
                }
            }
        }
    }

    private static void oneGatewayPerFamily(Case input, Findings findings) {
        for (Named<NetworkDraft> network : input.networks()) {
            Map<Boolean, IpAddress> first = new HashMap<>();
            for (Placed<IpAddress> gateway : network.value().gateways()) {
                boolean v6 = gateway.value().isV6();
                IpAddress other = first.putIfAbsent(v6, gateway.value());
                if (other != null) {
                    findings.error(
                            gateway.where(),
                            "network " + network.name() + " has a second " + Addresses.family(v6) + " gateway",
                            other + " is one already, and a default route has one gateway",
                            "keep one of them");
                }
            }
        }
    }

    private static void oneDefaultRoute(Case input, Findings findings) {
        Map<Boolean, String> first = new HashMap<>();
        for (Named<NetworkDraft> network : input.networks()) {
            for (Placed<IpAddress> gateway : network.value().gateways()) {
                boolean v6 = gateway.value().isV6();
                String other = first.putIfAbsent(v6, network.name());
                if (other != null && !other.equals(network.name())) {
                    findings.error(
                            gateway.where(),
                            "networks " + other + " and " + network.name() + " both have an " + Addresses.family(v6)
                                    + " gateway",
                            "a member has one default route per family",
                            "keep the gateway on the network that clients come from");
                }
            }
        }
    }

    private static void resolverInReach(Case input, Findings findings) {
        for (Named<NetworkDraft> network : input.networks()) {
            for (Placed<IpAddress> resolver : network.value().dns()) {
                if (input.networkOf(resolver.value()).isEmpty()
                        && !input.hasGateway(resolver.value().isV6())) {
                    findings.warning(
                            resolver.where(),
                            "the members cannot reach the resolver " + resolver.value(),
                            "it is in none of their networks, and there is no "
                                    + Addresses.family(resolver.value().isV6()) + " gateway",
                            "a resolver in one of the networks, or a gateway");
                }
            }
        }
    }
}
