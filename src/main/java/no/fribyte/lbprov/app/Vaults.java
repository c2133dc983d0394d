package no.fribyte.lbprov.app;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import no.fribyte.lbprov.model.Member;
import no.fribyte.lbprov.model.MemberName;
import no.fribyte.lbprov.model.PairSecrets;
import no.fribyte.lbprov.model.Secret;
import no.fribyte.lbprov.problem.ExitStatus;
import no.fribyte.lbprov.problem.LbprovException;
import no.fribyte.lbprov.problem.Problem;
import no.fribyte.lbprov.profile.Resolved;
import no.fribyte.lbprov.vault.AgeIdentity;
import no.fribyte.lbprov.vault.Identities;
import no.fribyte.lbprov.vault.Recipient;
import no.fribyte.lbprov.vault.Recipients;
import no.fribyte.lbprov.vault.Vault;
import no.fribyte.lbprov.vault.VaultFile;
import no.fribyte.lbprov.vault.VaultMaker;

/**
 * The vault of a profile. On the simulator it is a throw-away one, made when it is missing and kept beside the simulator's
 * world: a real pair's keys never get there, and nothing is written into the workspace.
 */
final class Vaults {
    private final Resolved resolved;
    private final Identities identities;
    private final VaultFile file;
    private final boolean throwAway;

    Vaults(Resolved resolved, Surroundings surroundings, InstantSource clock) {
        Path simulated = (resolved.place().lab()
                        ? Lab.directory(surroundings)
                        : surroundings.stateDirectory().resolve("simulator"))
                .resolve("vault");
        this.resolved = resolved;
        this.throwAway = resolved.place().simulated();
        this.identities = new Identities(throwAway ? simulated : surroundings.configDirectory(), clock);
        this.file = throwAway
                ? VaultFile.at(simulated.resolve(resolved.pair().name() + ".secrets.age"))
                : VaultFile.beside(resolved.profileFile());
    }

    boolean exists() {
        return throwAway || file.exists();
    }

    Problem missing() {
        return Problem.warning("there is no vault %s".formatted(file.path()))
                .because("it holds the keys that the members are made with")
                .hint("lbprov secrets init %s --recipient age1..., a colleague's or a key kept offline, or --alone"
                        .formatted(profileName()));
    }

    /** The vault's secrets; for the simulator made now, if need be. */
    PairSecrets secrets() {
        return open().pairSecrets();
    }

    Optional<Secret> named(String name) {
        return file.exists() ? open().named(name) : Optional.empty();
    }

    /** Makes the vault, or adds what one that is there lacks: recipients, and the host keys of new members. */
    VaultChange init(List<String> others, boolean alone) {
        AgeIdentity own = identities.loadOrCreate();
        List<Recipient> wanted = others.stream().map(Recipient::parse).toList();
        if (!file.exists()) {
            Recipients recipients = alone ? Recipients.alone(own) : Recipients.shared(own, wanted);
            file.create(new VaultMaker(new SecureRandom()).fresh(members(), recipients));
            return change(List.of(), List.of());
        }
        Vault vault = file.open(own);
        List<MemberName> lacking = vault.lacking(members());
        if (wanted.isEmpty() && lacking.isEmpty()) {
            throw file.thereAlready();
        }
        List<Recipient> added = wanted.stream()
                .filter(recipient -> !vault.recipients().all().contains(recipient))
                .distinct()
                .toList();
        completed(vault.openTo(added));
        return change(added, lacking);
    }

    private VaultChange change(List<Recipient> recipients, List<MemberName> hostKeys) {
        return new VaultChange(
                file.path().toString(),
                identities.file().toString(),
                recipients.stream().map(Recipient::text).toList(),
                hostKeys.stream().map(MemberName::value).toList());
    }

    private Vault completed(Vault vault) {
        Vault complete = new VaultMaker(new SecureRandom()).complete(vault, members());
        file.save(complete, identities.require());
        return complete;
    }

    Optional<Problem> aloneWarning() {
        return open().recipients().warning();
    }

    /** Puts a secret in; gives what there is to say of it. */
    Optional<String> set(String name, Secret value) {
        AgeIdentity identity = identities.require();
        Vault vault = file.open(identity).with(name, value);
        file.save(vault, identity);
        return Optional.of(vault.pairSecrets().wireGuardPublicKey())
                .filter(key -> Vault.isWireGuardKey(name))
                .map("its public key is %s; members that run get it by a rebuild"::formatted);
    }

    /** Names only: the built-in ones and those that were set. */
    List<String> names() {
        return open().allNames();
    }

    private Vault open() {
        if (throwAway && !file.exists()) {
            file.create(
                    new VaultMaker(new SecureRandom()).fresh(members(), Recipients.alone(identities.loadOrCreate())));
        }
        if (!file.exists()) {
            throw new LbprovException(ExitStatus.INVALID_INPUT, missing().asError());
        }
        Vault vault = file.open(identities.require());
        List<MemberName> lacking = vault.lacking(members());
        if (lacking.isEmpty()) {
            return vault;
        }
        if (throwAway) {
            return completed(vault);
        }
        throw new LbprovException(
                ExitStatus.INVALID_INPUT,
                Problem.error("the vault %s has no SSH host key of %s"
                                .formatted(
                                        file.path(),
                                        lacking.stream().map(MemberName::value).collect(Collectors.joining(" and "))))
                        .because("the vault is older than these members of the profile")
                        .hint("lbprov secrets init %s adds what is missing and keeps the rest"
                                .formatted(profileName())));
    }

    private List<MemberName> members() {
        return resolved.pair().members().stream().map(Member::name).toList();
    }

    private String profileName() {
        String name = resolved.profileFile().getFileName().toString();
        return name.substring(0, name.lastIndexOf('.'));
    }
}
