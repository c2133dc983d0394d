package no.fribyte.lbprov.profile;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import no.fribyte.lbprov.model.IpAddress;
import no.fribyte.lbprov.model.Limits;
import no.fribyte.lbprov.model.Network;
import no.fribyte.lbprov.model.Pair;
import no.fribyte.lbprov.model.PairName;
import no.fribyte.lbprov.model.Route;
import no.fribyte.lbprov.model.Server;
import no.fribyte.lbprov.model.Service;
import no.fribyte.lbprov.model.VirtualIps;
import no.fribyte.lbprov.model.Vpn;
import no.fribyte.lbprov.model.VpnMember;
import no.fribyte.lbprov.profile.draft.GuestDraft;
import no.fribyte.lbprov.profile.draft.InventoryDraft;
import no.fribyte.lbprov.profile.draft.LimitsDraft;
import no.fribyte.lbprov.profile.draft.NetworkDraft;
import no.fribyte.lbprov.profile.draft.ProfileDraft;
import no.fribyte.lbprov.profile.draft.ServerDraft;
import no.fribyte.lbprov.profile.draft.ServiceDraft;
import no.fribyte.lbprov.profile.draft.Target;
import no.fribyte.lbprov.profile.draft.VirtualIpsDraft;
import no.fribyte.lbprov.profile.draft.VpnDraft;
import no.fribyte.lbprov.profile.yaml.Named;
import no.fribyte.lbprov.profile.yaml.Placed;

/** Turns a profile without errors into the model's pair: fills in what may be left out, and joins what is named. */
final class PairResolver {
    private final PairName name;
    private final ProfileDraft draft;
    private final InventoryDraft inventory;

    PairResolver(PairName name, ProfileDraft draft, InventoryDraft inventory) {
        this.name = name;
        this.draft = draft;
        this.inventory = inventory;
    }

    Pair resolve() {
        List<Network> networks =
                draft.networks().stream().map(PairResolver::network).toList();
        Optional<Vpn> vpn = draft.vpn().map(PairResolver::vpn);
        GuestDraft guest = draft.guest().orElseThrow();
        GuestResolver guests = new GuestResolver(networks, vpn);
        return new Pair(
                name,
                guests.resolve(guest),
                networks,
                new MemberResolver(name, networks, inventory)
                        .resolve(draft.members().value()),
                virtualIps(draft.virtualIps().orElseThrow()),
                draft.services().stream().map(this::service).toList(),
                vpn,
                guests.metrics(draft.metrics(), guest),
                limits(draft.limits()),
                draft.haproxy().map(Placed::value));
    }

    private static Network network(Named<NetworkDraft> named) {
        NetworkDraft network = named.value();
        return new Network(
                named.name(),
                network.bridge().orElseThrow().value(),
                network.vlan().map(Placed::value),
                network.mtu().map(Placed::value),
                values(network.subnets()),
                values(network.gateways()),
                values(network.dns()));
    }

    private static VirtualIps virtualIps(VirtualIpsDraft ips) {
        return new VirtualIps(
                ips.network().orElseThrow().value(),
                ips.routerId().orElseThrow().value(),
                values(ips.addresses()),
                ips.advert().value(),
                ips.failback(),
                ips.preemptDelay());
    }

    private Service service(Named<ServiceDraft> named) {
        ServiceDraft service = named.value();
        return new Service(
                named.name(),
                service.expose().orElseThrow().value(),
                service.port().orElseThrow().value(),
                service.mode(),
                servers(service, service.to().orElseThrow().value()),
                service.routes().stream()
                        .map(route -> new Route(
                                route.name(), servers(service, route.value().value())))
                        .toList(),
                service.check(),
                service.proxyProtocol(),
                service.idle(),
                service.essential(),
                service.haproxy().map(Placed::value));
    }

    private List<Server> servers(ServiceDraft service, Target target) {
        List<Server> servers = new ArrayList<>();
        for (Named<Placed<ServerDraft>> each : drafts(target)) {
            ServerDraft server = each.value().value();
            int port = server.port()
                    .or(service::toPort)
                    .orElseGet(() -> service.port().orElseThrow().value());
            servers.add(new Server(each.name(), server.address(), port));
        }
        return servers;
    }

    private List<Named<Placed<ServerDraft>>> drafts(Target target) {
        if (target instanceof Target.Servers own) {
            return own.servers();
        }
        String backend = ((Target.Backend) target).name();
        return draft.backends().stream()
                .filter(each -> each.name().equals(backend))
                .findFirst()
                .orElseThrow()
                .value();
    }

    private static Vpn vpn(VpnDraft vpn) {
        List<VpnMember> members = vpn.members().stream()
                .map(member -> new VpnMember(
                        member.name(),
                        values(member.value().addresses()),
                        member.value().key().orElseThrow().value(),
                        member.value().comment()))
                .toList();
        List<IpAddress> addresses = values(vpn.addresses());
        return new Vpn(values(vpn.networks()), addresses, vpn.port(), vpn.mtu().map(Placed::value), members);
    }

    private static Limits limits(Optional<LimitsDraft> limits) {
        return limits.map(own -> new Limits(
                        own.failover().value(),
                        own.switchover().value(),
                        own.vpnFailover().value()))
                .orElseGet(() -> new Limits(Duration.ofSeconds(1), Duration.ofMillis(200), Duration.ofSeconds(2)));
    }

    private static <T> List<T> values(List<Placed<T>> placed) {
        return placed.stream().map(Placed::value).toList();
    }
}
