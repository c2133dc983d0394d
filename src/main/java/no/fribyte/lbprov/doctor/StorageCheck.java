package no.fribyte.lbprov.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import no.fribyte.lbprov.guest.MemberHealth;
import no.fribyte.lbprov.guest.PairHealth;
import no.fribyte.lbprov.model.DataSize;
import no.fribyte.lbprov.plan.Preconditions;
import no.fribyte.lbprov.problem.Problem;
import no.fribyte.lbprov.proxmox.StorageStatus;
import no.fribyte.lbprov.step.Right;

/** Whether the storages are there, take what they are for, and have room for it. */
final class StorageCheck {
    /** A seed takes no more, and what an image takes nobody knows before it is there. */
    private static final long A_LITTLE = 1024 * 1024;

    private final Facts facts;
    private final NodeFacts node;
    private final NodeFacts.Home home;
    private final Preconditions conditions;

    private StorageCheck(Facts facts, NodeFacts node, NodeFacts.Home home) {
        this.facts = facts;
        this.node = node;
        this.home = home;
        this.conditions = new Preconditions(facts.pair().guest().os(), node.node(), home.seen());
    }

    static Section section(Facts facts) {
        List<Finding> findings = new ArrayList<>();
        for (NodeFacts node : facts.answering()) {
            node.home().ifPresent(home -> findings.addAll(new StorageCheck(facts, node, home).findings()));
        }
        return new Section("storages", findings);
    }

    private List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        List<String> good = new ArrayList<>();
        for (Preconditions.Use use : conditions.uses()) {
            Optional<Finding> wrong = wrong(use);
            wrong.ifPresent(findings::add);
            if (wrong.isEmpty()) {
                good.add("%s for %s%s".formatted(use.storage(), use.purpose(), room(use)));
            }
        }
        if (!good.isEmpty()) {
            findings.add(0, Finding.ok("%s: %s".formatted(node.name(), String.join("; ", good))));
        }
        return findings;
    }

    private Optional<Finding> wrong(Preconditions.Use use) {
        Optional<StorageStatus> status = status(use.storage());
        if (status.isEmpty() && !isVisible(use.storage())) {
            return Optional.of(Finding.hidden("storage %s on %s".formatted(use.storage(), node.name())));
        }
        return status.flatMap(this::asleep)
                .or(() -> conditions.storage(use))
                .or(() -> full(use))
                .map(Finding::of);
    }

    private Optional<Problem> asleep(StorageStatus storage) {
        if (!storage.enabled()) {
            return Optional.of(Problem.error("storage %s is disabled on %s".formatted(storage.name(), node.name()))
                    .hint("as admin: pvesm set %s --disable 0".formatted(storage.name())));
        }
        if (!storage.active()) {
            return Optional.of(Problem.error("storage %s is not active on %s".formatted(storage.name(), node.name()))
                    .because("Proxmox cannot reach it there at this moment")
                    .hint("on %s: pvesm status --storage %s".formatted(node.name(), storage.name())));
        }
        return Optional.empty();
    }

    private Optional<Problem> full(Preconditions.Use use) {
        return known(use.storage())
                .filter(storage -> storage.available() < needed(use, storage))
                .map(storage -> Problem.error("storage %s on %s has not room enough for %s"
                                .formatted(storage.name(), node.name(), use.purpose()))
                        .because("%s free, and %s needed"
                                .formatted(size(storage.available()), size(needed(use, storage))))
                        .hint("on %s: pvesm list %s; delete what nobody needs, or name another storage in the inventory"
                                .formatted(node.name(), storage.name())));
    }

    /** A disk for each member that is to be made; one that is there gets a second one while it is rebuilt. */
    private long needed(Preconditions.Use use, StorageStatus storage) {
        if (!use.content().equals("images")) {
            return A_LITTLE;
        }
        long missing = facts.health().map(PairHealth::members).orElse(List.of()).stream()
                .filter(member -> member.reach() == MemberHealth.Reach.ABSENT)
                .filter(member -> storage.shared() || member.node().equals(node.name()))
                .count();
        return Math.max(1, missing) * facts.pair().guest().disk().bytes();
    }

    private String room(Preconditions.Use use) {
        return known(use.storage())
                .map(storage -> ", %s free".formatted(size(storage.available())))
                .orElse("");
    }

    /** Not every kind of storage says how large it is. */
    private Optional<StorageStatus> known(String name) {
        return status(name).filter(storage -> storage.total() > 0);
    }

    private Optional<StorageStatus> status(String name) {
        return home.storages().stream()
                .filter(storage -> storage.name().equals(name))
                .findFirst();
    }

    private boolean isVisible(String storage) {
        Right look = Right.storage(node.name(), storage, "Datastore.Audit|Datastore.AllocateSpace");
        return facts.rightsOn(node.name()).map(rights -> rights.isGiven(look)).orElse(true);
    }

    private static String size(long bytes) {
        long mebibytes = bytes / (1024 * 1024);
        return mebibytes >= 10 * 1024
                ? mebibytes / 1024 + "GiB"
                : mebibytes > 0 ? new DataSize(mebibytes).toString() : bytes + " bytes";
    }
}
