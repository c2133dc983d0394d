package no.fribyte.lbprov.profile.rule;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import no.fribyte.lbprov.model.DataSize;
import no.fribyte.lbprov.profile.draft.GuestDraft;
import no.fribyte.lbprov.profile.draft.LimitsDraft;
import no.fribyte.lbprov.profile.draft.MetricsDraft;
import no.fribyte.lbprov.profile.draft.Source;
import no.fribyte.lbprov.profile.draft.VirtualIpsDraft;
import no.fribyte.lbprov.profile.yaml.Findings;
import no.fribyte.lbprov.profile.yaml.Named;
import no.fribyte.lbprov.profile.yaml.Nearest;
import no.fribyte.lbprov.profile.yaml.Placed;

/** Rules about the guest and the limits. */
final class GuestRules {
    private static final DataSize LEAST_MEMORY = new DataSize(512);
    private static final DataSize LEAST_DISK = DataSize.ofGibibytes(3);

    /** A backup waits for three adverts before it takes over. */
    private static final int MISSED_ADVERTS = 3;

    private GuestRules() {}

    static List<Rule> all() {
        return List.of(
                new Rule("enough-memory", GuestRules::enoughMemory),
                new Rule("enough-disk", GuestRules::enoughDisk),
                new Rule("sources-known", GuestRules::sourcesKnown).needing(Soundness::networks),
                new Rule("someone-can-log-in", GuestRules::someoneCanLogIn).needing(Soundness::sshKeys),
                new Rule("ssh-key-once", GuestRules::sshKeyOnce),
                new Rule("failover-possible", GuestRules::failoverPossible));
    }

    private static void enoughMemory(Case input, Findings findings) {
        input.profile().guest().map(GuestDraft::memory).ifPresent(memory -> atLeast(memory, LEAST_MEMORY, findings));
    }

    private static void enoughDisk(Case input, Findings findings) {
        input.profile().guest().map(GuestDraft::disk).ifPresent(disk -> atLeast(disk, LEAST_DISK, findings));
    }

    private static void atLeast(Placed<DataSize> size, DataSize least, Findings findings) {
        if (size.value().compareTo(least) < 0) {
            findings.error(
                    size.where(),
                    size.value() + " is too small",
                    "a member needs " + least + " to install its packages and run",
                    least + " or more");
        }
    }

    private static void sourcesKnown(Case input, Findings findings) {
        List<String> known = input.networks().stream().map(Named::name).toList();
        List<Placed<Source>> sources = new ArrayList<>();
        input.profile().guest().flatMap(GuestDraft::sshFrom).ifPresent(from -> sources.addAll(from.value()));
        input.profile().metrics().flatMap(MetricsDraft::from).ifPresent(from -> sources.addAll(from.value()));
        for (Placed<Source> source : sources) {
            if (source.value() instanceof Source.NetworkName name && !known.contains(name.name())) {
                findings.error(
                        source.where(),
                        "there is no network '" + name.name() + "'",
                        "it is a network such as 203.0.113.0/24, vpn, or one of " + String.join(", ", known),
                        Nearest.to(name.name(), known).orElse("one of these"));
            }
            if (source.value() instanceof Source.FromVpn
                    && input.profile().vpn().isEmpty()) {
                findings.error(source.where(), "there is no VPN", "the profile has no vpn", "leave vpn out here");
            }
        }
    }

    private static void someoneCanLogIn(Case input, Findings findings) {
        input.profile()
                .guest()
                .filter(guest -> guest.sshKeys().isEmpty())
                .ifPresent(guest -> findings.warning(
                        guest.where(),
                        "nobody can log in to the members",
                        "there is no SSH key that can be used",
                        "ssh-keys: the line of ~/.ssh/id_ed25519.pub"));
    }

    private static void sshKeyOnce(Case input, Findings findings) {
        Set<String> seen = new HashSet<>();
        for (Placed<String> key :
                input.profile().guest().map(GuestDraft::sshKeys).orElse(List.of())) {
            if (!seen.add(key.value().split(" +", 3)[1])) {
                findings.warning(key.where(), "this SSH key is there twice", "it has no effect", "remove one of them");
            }
        }
    }

    private static void failoverPossible(Case input, Findings findings) {
        Duration least = input.profile()
                .virtualIps()
                .map(VirtualIpsDraft::advert)
                .map(advert -> advert.value().multipliedBy(MISSED_ADVERTS))
                .orElse(Duration.ZERO);
        input.profile()
                .limits()
                .map(LimitsDraft::failover)
                .filter(failover -> failover.value().compareTo(least) < 0)
                .ifPresent(failover -> findings.warning(
                        failover.where(),
                        "no failover can take " + failover.value().toMillis() + "ms at most",
                        "the backup takes over after three missed adverts, " + least.toMillis() + "ms",
                        "a longer limit, or a shorter /virtual-ips/advert"));
    }
}
