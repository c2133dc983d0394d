package no.fribyte.lbprov.profile;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import no.fribyte.lbprov.model.Cidr;
import no.fribyte.lbprov.model.Guest;
import no.fribyte.lbprov.model.Metrics;
import no.fribyte.lbprov.model.Network;
import no.fribyte.lbprov.model.Vpn;
import no.fribyte.lbprov.profile.draft.GuestDraft;
import no.fribyte.lbprov.profile.draft.MetricsDraft;
import no.fribyte.lbprov.profile.draft.Source;
import no.fribyte.lbprov.profile.yaml.Placed;

/** Resolves the guest: names of networks become the networks that SSH is open to. */
final class GuestResolver {
    private final List<Network> networks;
    private final Optional<Vpn> vpn;

    GuestResolver(List<Network> networks, Optional<Vpn> vpn) {
        this.networks = networks;
        this.vpn = vpn;
    }

    Guest resolve(GuestDraft guest) {
        return new Guest(
                guest.os().orElseThrow().value(),
                guest.cores(),
                guest.memory().value(),
                guest.disk().value(),
                guest.cpu(),
                guest.user().orElseThrow().value(),
                values(guest.sshKeys()),
                sshFrom(guest),
                values(guest.ntp()),
                guest.aptMirror(),
                guest.aptProxy(),
                guest.backup());
    }

    /** Who may log in may look, unless it is written otherwise. */
    Metrics metrics(Optional<MetricsDraft> metrics, GuestDraft guest) {
        int port = metrics.flatMap(MetricsDraft::port).map(Placed::value).orElse(MetricsDraft.USUAL_PORT);
        return new Metrics(
                port,
                metrics.flatMap(MetricsDraft::from)
                        .map(written -> sources(values(written.value())))
                        .orElseGet(() -> sshFrom(guest)));
    }

    private List<Cidr> sshFrom(GuestDraft guest) {
        return guest.sshFrom().map(written -> sources(values(written.value()))).orElseGet(this::everywhere);
    }

    private List<Cidr> everywhere() {
        Set<Cidr> all = new LinkedHashSet<>();
        networks.forEach(network -> all.addAll(network.subnets()));
        vpn.ifPresent(own -> all.addAll(own.networks()));
        return List.copyOf(all);
    }

    private List<Cidr> sources(List<Source> sources) {
        Map<String, List<Cidr>> byName = new HashMap<>();
        networks.forEach(network -> byName.put(network.name(), network.subnets()));
        Set<Cidr> all = new LinkedHashSet<>();
        for (Source source : sources) {
            if (source instanceof Source.Net net) {
                all.add(net.cidr());
            } else if (source instanceof Source.NetworkName network) {
                all.addAll(byName.getOrDefault(network.name(), List.of()));
            } else {
                vpn.ifPresent(own -> all.addAll(own.networks()));
            }
        }
        return List.copyOf(all);
    }

    private static <T> List<T> values(List<Placed<T>> placed) {
        return placed.stream().map(Placed::value).toList();
    }
}
