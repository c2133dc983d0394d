package no.fribyte.lbprov.plan;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import no.fribyte.lbprov.guest.Expectation;
import no.fribyte.lbprov.model.IpAddress;
import no.fribyte.lbprov.model.Lease;
import no.fribyte.lbprov.model.Member;
import no.fribyte.lbprov.model.MemberName;
import no.fribyte.lbprov.model.Pair;
import no.fribyte.lbprov.model.Place;
import no.fribyte.lbprov.model.Service;
import no.fribyte.lbprov.model.WireGuardKey;
import no.fribyte.lbprov.step.SeedImage;

/**
 * What the profile asks for, rendered.
 *
 * @param seeds renders a member's seed
 * @param hashes of each member's guest files
 * @param recipes a hash of everything a member's VM is made of: guest files, cloud-init documents, hardware
 * @param hostKeys each member's public SSH host key, without a comment
 * @param publicKey of the VPN server, if there is one
 * @param version lbprov's
 * @param lease written into the marker while we work
 */
public record Desired(
        Pair pair,
        Place place,
        SeedSource seeds,
        Map<MemberName, String> hashes,
        Map<MemberName, String> recipes,
        Map<MemberName, String> hostKeys,
        Optional<WireGuardKey> publicKey,
        String version,
        Lease lease) {

    /** Renders a seed; the same arguments give the same bytes. */
    @FunctionalInterface
    public interface SeedSource {
        SeedImage seed(Member member, int incarnation, int generation);
    }

    public Desired {
        requireNonNull(pair, "pair");
        requireNonNull(place, "place");
        requireNonNull(seeds, "seeds");
        hashes = Map.copyOf(hashes);
        recipes = Map.copyOf(recipes);
        hostKeys = Map.copyOf(hostKeys);
        requireNonNull(publicKey, "publicKey");
        requireNonNull(version, "version");
        requireNonNull(lease, "lease");
    }

    String hash(Member member) {
        return rendered(hashes, member);
    }

    String recipe(Member member) {
        return rendered(recipes, member);
    }

    private static String rendered(Map<MemberName, String> hashes, Member member) {
        String hash = hashes.get(member.name());
        if (hash == null) {
            throw new IllegalArgumentException("nothing was rendered for " + member.name());
        }
        return hash;
    }

    /** What a member must say of itself, running the generation with this hash. */
    Expectation expectation(Member member, String hash) {
        return new Expectation(
                pair.name().value(),
                member.name().value(),
                hash,
                pair.virtualIps().addresses().stream().map(IpAddress::toString).collect(Collectors.toSet()),
                pair.services().stream().map(Service::name).collect(Collectors.toSet()),
                publicKey.map(WireGuardKey::base64),
                Optional.ofNullable(hostKeys.get(member.name())));
    }

    /** The segment that VRRP runs on, as markers write it. */
    String segment() {
        String bridge = pair.vrrpNetwork().bridge();
        return pair.vrrpNetwork().vlan().map(tag -> bridge + "." + tag).orElse(bridge);
    }
}
