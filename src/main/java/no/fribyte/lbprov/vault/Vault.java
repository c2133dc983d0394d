package no.fribyte.lbprov.vault;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
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

    public List<String> names() {
        return named.keySet().stream().sorted().toList();
    }

    /** The vault with one more secret, or a new value of one. */
    public Vault with(String name, Secret value) {
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

    /** The members of a profile that have no SSH host key in here: the vault is older than they are. */
    public List<MemberName> lacking(List<MemberName> members) {
        return members.stream()
                .filter(member -> !pairSecrets.hostKeys().containsKey(member))
                .toList();
    }
}
