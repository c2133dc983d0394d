package no.fribyte.lbprov.app;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import no.fribyte.lbprov.guest.MemberHealth;
import no.fribyte.lbprov.model.Lease;
import no.fribyte.lbprov.plan.Plan;
import no.fribyte.lbprov.problem.ExitStatus;
import no.fribyte.lbprov.problem.LbprovException;
import no.fribyte.lbprov.proxmox.Proxmox;
import no.fribyte.lbprov.run.Entry;
import no.fribyte.lbprov.run.Journal;
import no.fribyte.lbprov.run.Runner;
import no.fribyte.lbprov.step.VmRef;

/**
 * Runs a plan under this run's leases, and gives them up in the end.
 *
 * @param rivals looks for others, given the VMs that this run has put its lease on, and its claim
 */
record LiveRun(
        Proxmox proxmox,
        Surroundings surroundings,
        Times times,
        Lease lease,
        BiFunction<Set<VmRef>, Optional<VmRef>, Optional<LbprovException>> rivals) {
    /**
     * Runs it.
     *
     * @param journal the name of the file that gets the entries as well
     * @param verified gets what members said at the end
     */
    void run(Plan plan, String journal, Consumer<Entry> progress, Consumer<List<MemberHealth>> verified) {
        Journal file =
                new Journal(surroundings.stateDirectory().resolve("journal").resolve(journal + ".jsonl"));
        Consumer<Entry> both = entry -> {
            file.accept(entry);
            progress.accept(entry);
        };
        LiveHold hold = new LiveHold(proxmox, times.clock(), lease, rivals);
        BegunTasks begun = new BegunTasks(proxmox);
        Runner runner = new Runner(
                lease.run(), times.clock(), both, log -> new LiveContext(proxmox, times, hold, begun, verified, log));
        try {
            runner.run(plan);
        } catch (LbprovException failed) {
            if (failed.status() != ExitStatus.INTERRUPTED) {
                begun.settle();
                hold.release(true);
            }
            throw failed;
        }
        hold.release(false)
                .forEach(left -> both.accept(new Entry(
                        times.clock().instant(),
                        lease.run(),
                        "pair",
                        "give up the leases",
                        Entry.Kind.WARNING,
                        left.line())));
    }
}
