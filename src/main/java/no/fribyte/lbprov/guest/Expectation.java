package no.fribyte.lbprov.guest;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a member must say of itself to have proved itself; taken from the profile, not from the member.
 *
 * @param hash of the generation it was made with
 * @param publicKey of the VPN server, if there is one
 * @param hostKey the member's public SSH host key: type and base64, without a comment
 */
public record Expectation(
        String pair,
        String member,
        String hash,
        Set<String> virtualIps,
        Set<String> services,
        Optional<String> publicKey,
        Optional<String> hostKey) {
    public Expectation {
        requireNonNull(pair, "pair");
        requireNonNull(member, "member");
        requireNonNull(hash, "hash");
        virtualIps = Set.copyOf(virtualIps);
        services = Set.copyOf(services);
        requireNonNull(publicKey, "publicKey");
        requireNonNull(hostKey, "hostKey");
    }

    /** Everything about a status that keeps the member from taking the virtual IP; empty when it has proved itself. */
    public List<String> unmetBy(MemberStatus status) {
        List<String> unmet = new ArrayList<>();
        if (!status.pair().equals(pair) || !status.member().equals(member)) {
            unmet.add("it says it is %s of %s".formatted(status.member(), status.pair()));
        }
        if (!status.generation().hash().equals(hash)) {
            unmet.add("its generation is not the one it was made with");
        }
        Set<String> addresses = new HashSet<>();
        status.virtualIps().forEach(address -> addresses.add(address.address()));
        if (!addresses.equals(virtualIps)) {
            unmet.add("its virtual IPs are %s, not %s".formatted(words(addresses), words(virtualIps)));
        }
        Set<String> served = new HashSet<>();
        status.services().forEach(service -> served.add(service.name()));
        if (status.haproxyActive() && !served.containsAll(services)) {
            unmet.add("haproxy serves %s, not %s".formatted(words(served), words(services)));
        }
        Optional<String> key = status.wireGuard().map(MemberStatus.WireGuard::publicKey);
        // one that is down tells so itself; one that is not there has no key, and that is compared
        if (status.wireGuard().map(MemberStatus.WireGuard::active).orElse(true) && !key.equals(publicKey)) {
            unmet.add("WireGuard's public key is %s, not %s".formatted(key.orElse("none"), publicKey.orElse("none")));
        }
        status.seriousTroubles().forEach(trouble -> unmet.add(trouble.part() + ": " + trouble.text()));
        return unmet;
    }

    private static String words(Set<String> things) {
        return things.isEmpty() ? "none" : String.join(", ", new TreeSet<>(things));
    }
}
