package no.fribyte.lbprov.profile.rule;

import static java.util.Objects.requireNonNull;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import no.fribyte.lbprov.model.IpAddress;
import no.fribyte.lbprov.problem.Where;
import no.fribyte.lbprov.profile.draft.InventoryDraft;
import no.fribyte.lbprov.profile.draft.MemberDraft;
import no.fribyte.lbprov.profile.draft.NetworkDraft;
import no.fribyte.lbprov.profile.draft.NodeDraft;
import no.fribyte.lbprov.profile.draft.ProfileDraft;
import no.fribyte.lbprov.profile.draft.ServerDraft;
import no.fribyte.lbprov.profile.draft.ServiceDraft;
import no.fribyte.lbprov.profile.draft.Target;
import no.fribyte.lbprov.profile.draft.VirtualIpsDraft;
import no.fribyte.lbprov.profile.yaml.Findings;
import no.fribyte.lbprov.profile.yaml.Named;
import no.fribyte.lbprov.profile.yaml.Placed;
import no.fribyte.lbprov.profile.yaml.Yaml;

/**
 * All that the rules may look at.
 *
 * @param pair the pair's name
 * @param home the name of the inventory that the profile itself says, whatever inventory it is read with
 * @param inventory nothing when it could not be read
 */
public record Case(
        String pair,
        String home,
        ProfileDraft profile,
        Optional<InventoryDraft> inventory,
        List<Neighbour> neighbours,
        Soundness soundness,
        LocalDate today) {
    /** An address that has one holder, and what for. */
    record Use(IpAddress address, String what, Where where) {}

    public Case {
        requireNonNull(pair, "pair");
        requireNonNull(home, "home");
        requireNonNull(profile, "profile");
        requireNonNull(inventory, "inventory");
        neighbours = List.copyOf(neighbours);
        requireNonNull(soundness, "soundness");
        requireNonNull(today, "today");
    }

    /** An inventory alone: the profile has nothing in it. */
    public static Case ofPlace(InventoryDraft inventory, Soundness soundness, LocalDate today) {
        Yaml.Mapping nothing = new Yaml.Mapping(inventory.where(), Map.of());
        ProfileDraft empty = ProfileDraft.TYPE.read(nothing, new Findings()).orElseThrow();
        return new Case("", "", empty, Optional.of(inventory), List.of(), soundness, today);
    }

    List<Named<NetworkDraft>> networks() {
        return profile.networks();
    }

    List<Named<MemberDraft>> members() {
        return profile.members().value();
    }

    List<Placed<IpAddress>> virtualIps() {
        return profile.virtualIps().map(VirtualIpsDraft::addresses).orElse(List.of());
    }

    Optional<NetworkDraft> network(String name) {
        return networks().stream()
                .filter(network -> network.name().equals(name))
                .map(Named::value)
                .findFirst();
    }

    Optional<NodeDraft> node(String name) {
        return inventory.flatMap(place -> place.nodes().stream()
                .filter(node -> node.name().equals(name))
                .map(Named::value)
                .findFirst());
    }

    /** The network whose subnets hold an address. */
    Optional<Named<NetworkDraft>> networkOf(IpAddress address) {
        return networks().stream()
                .filter(network -> Addresses.within(network.value().subnets(), address))
                .findFirst();
    }

    boolean hasGateway(boolean v6) {
        return networks().stream()
                .anyMatch(network -> Addresses.hasFamily(network.value().gateways(), v6));
    }

    /** Every address that belongs to one machine or, the virtual ones, to the pair. */
    List<Use> uses() {
        List<Use> uses = new ArrayList<>();
        for (Named<MemberDraft> member : members()) {
            for (Named<NetworkDraft> network : networks()) {
                List<Placed<IpAddress>> addresses = member.value().addressesOn(network.name());
                addresses.forEach(each -> uses.add(use(each, "the address of " + member.name())));
            }
        }
        uses.addAll(ours());
        for (Named<NetworkDraft> network : networks()) {
            network.value().gateways().forEach(each -> uses.add(use(each, "a gateway of " + network.name())));
        }
        return uses;
    }

    /** The addresses that both members take turns at, or share. */
    List<Use> ours() {
        List<Use> uses = new ArrayList<>();
        virtualIps().forEach(each -> uses.add(use(each, "a virtual IP")));
        profile.vpn()
                .ifPresent(vpn -> vpn.addresses().forEach(each -> uses.add(use(each, "the VPN server's address"))));
        return uses;
    }

    /** Servers wherever they are written: in a backend or in a service. */
    List<Named<List<Named<Placed<ServerDraft>>>>> groups() {
        List<Named<List<Named<Placed<ServerDraft>>>>> groups = new ArrayList<>(profile.backends());
        for (Named<ServiceDraft> service : profile.services()) {
            for (Placed<Target> to : service.value().targets()) {
                if (to.value() instanceof Target.Servers inline) {
                    groups.add(new Named<>(service.name(), to.where(), inline.servers()));
                }
            }
        }
        return groups;
    }

    private static Use use(Placed<IpAddress> address, String what) {
        return new Use(address.value(), what, address.where());
    }
}
