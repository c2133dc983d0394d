package no.fribyte.lbprov.vault;

import static java.util.Objects.requireNonNull;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import no.fribyte.lbprov.model.MemberName;
import no.fribyte.lbprov.model.PairSecrets;
import no.fribyte.lbprov.model.Secret;
import no.fribyte.lbprov.problem.ExitStatus;
import no.fribyte.lbprov.problem.LbprovException;
import no.fribyte.lbprov.problem.Problem;

/**
 * The secrets of one pair, opened.
 *
 * @param recipients who can open it, now and when it is written next
 * @param pairSecrets what the members are made with
 * @param named what else was put in, such as an API token of the inventory
 */
public record Vault(Recipients recipients, PairSecrets pairSecrets, Map<String, Secret> named) {
    /** The VPN server's key, which may be imported under this name. */
    private static final String WIREGUARD_KEY = "wireguard-private-key";

    private static final String SYNC_SECRET = "sync-secret";
    private static final String HOST_KEY = "ssh-host-key";

    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9._-]{0,62}");

    public Vault {
        requireNonNull(recipients, "recipients");
        requireNonNull(pairSecrets, "pairSecrets");
        named = Map.copyOf(named);
        if (!named.keySet().stream().allMatch(name -> NAME.matcher(name).matches())) {
            throw new IllegalArgumentException("a secret's name is letters, digits, '.', '_' and '-'");
        }
    }

    public Optional<Secret> named(String name) {
        return Optional.ofNullable(named.get(name));
    }

    /** Of the secrets that were put in. */
    public List<String> names() {
        return named.keySet().stream().sorted().toList();
    }

    /** Of everything that is in it. */
    public List<String> allNames() {
        Set<String> all = new LinkedHashSet<>(List.of(WIREGUARD_KEY, SYNC_SECRET));
        new TreeSet<>(pairSecrets.hostKeys().keySet()).forEach(member -> all.add(HOST_KEY + " of " + member));
        all.addAll(names());
        return List.copyOf(all);
    }

    /** Whether a secret of this name is the VPN server's key, and so changes what the members are made with. */
    public static boolean isWireGuardKey(String name) {
        return name.equals(WIREGUARD_KEY);
    }

    /** The vault with one more secret, or a new value of one; under its name, the VPN server's key is replaced. */
    public Vault with(String name, Secret value) {
        if (isWireGuardKey(name)) {
            return withWireGuardKey(ImportedKey.checked(value));
        }
        if (name.equals(SYNC_SECRET) || name.startsWith(HOST_KEY)) {
            throw new LbprovException(
                    ExitStatus.INVALID_INPUT,
                    Problem.error("'%s' is a name of lbprov's own".formatted(name))
                            .because("it makes that secret itself, and nothing would read yours")
                            .hint("another name, as the inventory has it in `secret: vault:NAME`"));
        }
        if (!NAME.matcher(name).matches()) {
            throw new LbprovException(
                    ExitStatus.INVALID_INPUT,
                    Problem.error("'%s' cannot be the name of a secret".formatted(name))
                            .because("a name is letters, digits, '.', '_' and '-', at most 63 of them"));
        }
        Map<String, Secret> more = new TreeMap<>(named);
        more.put(name, value);
        return new Vault(recipients, pairSecrets, more);
    }

    private Vault withWireGuardKey(Secret key) {
        Map<String, Secret> others = new TreeMap<>(named);
        others.remove(WIREGUARD_KEY);
        return new Vault(recipients, new PairSecrets(key, pairSecrets.hostKeys(), pairSecrets.syncSecret()), others);
    }

    /** The same vault, for more people. */
    public Vault openTo(List<Recipient> more) {
        return new Vault(recipients.and(more), pairSecrets, named);
    }

    /** The members of a profile that have no SSH host key in here: the vault is older than they are. */
    public List<MemberName> lacking(List<MemberName> members) {
        return members.stream()
                .filter(member -> !pairSecrets.hostKeys().containsKey(member))
                .toList();
    }
}
