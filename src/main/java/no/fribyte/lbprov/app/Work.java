package no.fribyte.lbprov.app;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import no.fribyte.lbprov.doctor.Diagnosis;
import no.fribyte.lbprov.guest.MemberHealth;
import no.fribyte.lbprov.guest.PairHealth;
import no.fribyte.lbprov.model.Lease;
import no.fribyte.lbprov.model.MarkerText;
import no.fribyte.lbprov.model.MemberName;
import no.fribyte.lbprov.model.PairSecrets;
import no.fribyte.lbprov.plan.Desired;
import no.fribyte.lbprov.plan.DestroyPlan;
import no.fribyte.lbprov.plan.Health;
import no.fribyte.lbprov.plan.Observed;
import no.fribyte.lbprov.plan.OthersWork;
import no.fribyte.lbprov.plan.Plan;
import no.fribyte.lbprov.plan.Planner;
import no.fribyte.lbprov.plan.SeenVm;
import no.fribyte.lbprov.problem.LbprovException;
import no.fribyte.lbprov.problem.Problem;
import no.fribyte.lbprov.profile.Resolved;
import no.fribyte.lbprov.render.MaskedSecrets;
import no.fribyte.lbprov.render.Renderer;
import no.fribyte.lbprov.run.Entry;
import no.fribyte.lbprov.step.VerifyPair;

/** One command's work on one pair: observe, plan, run, look how it is. Close it when done. */
public final class Work implements AutoCloseable {
    private final Resolved resolved;
    private final Vaults vaults;
    private final Renderer renderer;
    private final Connection connection;
    private final Surroundings surroundings;
    private final Times times;
    private final Lease lease;
    private final Consumer<String> notices;
    private final Observer observer;
    private final Rivals rivals;
    private Optional<PairLock> lock = Optional.empty();
    private Optional<String> takenOver = Optional.empty();
    private volatile List<MemberHealth> verified = List.of();

    Work(
            Resolved resolved,
            Vaults vaults,
            Renderer renderer,
            Connection connection,
            Surroundings surroundings,
            Times times,
            Consumer<String> notices) {
        this.resolved = resolved;
        this.vaults = vaults;
        this.renderer = renderer;
        this.connection = connection;
        this.surroundings = surroundings;
        this.times = times;
        this.lease = Leases.own(surroundings, times.clock().instant());
        this.notices = notices;
        this.observer = new Observer(connection.proxmox(), resolved.pair(), resolved.place(), notices);
        this.rivals = new Rivals(connection.proxmox(), resolved.pair(), observer, times, lease, this::isDead);
    }

    /** Whether the place is simulated, so that nothing of worth can be lost. */
    public boolean simulated() {
        return resolved.place().simulated();
    }

    /** What is odd about the input. */
    public List<Problem> warnings() {
        return resolved.warnings();
    }

    /**
     * What {@code create} would do.
     *
     * @param only the member it is about; both when absent
     */
    public Plan create(Optional<String> only) {
        Set<MemberName> names = names(only);
        Planner planner = planner(names.size());
        return checked(planner.create(names));
    }

    /** What {@code rebuild} would do. */
    public Plan rebuild(String member) {
        MemberName name = names(Optional.of(member)).iterator().next();
        return checked(planner(1).rebuild(name));
    }

    /** What {@code destroy} would do; needs no vault. */
    public Plan destroy(Optional<String> only) {
        Set<MemberName> names = names(only);
        Observed observed = observed(0);
        new OthersWork(resolved.pair(), observed.vms()).refuseNewer(Version.current(), names);
        return checked(new DestroyPlan(resolved.pair(), resolved.place(), observed, lease).of(names));
    }

    /**
     * Keeps other runs on this machine off the pair until this work is closed; to be called before planning what will run.
     *
     * @throws LbprovException SOMEONE_ELSE when one is at it
     */
    public void hold() {
        lock = Optional.of(PairLock.take(
                surroundings.stateDirectory().resolve("locks"), resolved.pair().name(), lease));
    }

    /**
     * The leases of this run count for nothing from now on; to be called before planning.
     *
     * @param run that the operator knows to be dead, on whatever machine it was
     */
    public void takeOver(Optional<String> run) {
        takenOver = run;
    }

    private boolean isDead(Lease other) {
        return new Leases(surroundings, takenOver).isDead(other);
    }

    /** Runs a plan; the entries go to the journal as well. */
    public void run(Plan plan, Consumer<Entry> progress) {
        String journal = resolved.pair().name().value();
        new LiveRun(connection.proxmox(), surroundings, times, lease, rivals::look)
                .run(plan, journal, progress, members -> verified = members);
        if (!(plan.steps().get(plan.steps().size() - 1) instanceof VerifyPair)) {
            // something was done since they were asked
            verified = List.of();
        }
    }

    /** How the pair is now. Changes nothing, and waits for nothing. */
    public PairHealth health() {
        if (verified.size() == resolved.pair().members().size()) {
            // asked a moment ago, when a run had done its work
            return Health.of(resolved.pair(), verified);
        }
        HealthLook look = new HealthLook(connection.proxmox(), resolved.pair(), resolved.place());
        // after a run the clusters are known, and nothing of ours runs any more
        return observer.whole().map(look::look).orElseGet(look::look);
    }

    /** Whether the place is ready for the pair. Changes nothing, and needs no vault. */
    public Diagnosis diagnosis() {
        Desired desired = new Rendering(renderer, resolved.pair(), MaskedSecrets.of(resolved.pair()))
                .desired(resolved.place(), Version.current(), lease);
        List<Problem> here = vaults.exists() ? List.of() : List.of(vaults.missing());
        return new Examination(connection.proxmox(), desired, Ways.ofThisMachine(), times.clock()).diagnosis(here);
    }

    private Planner planner(int freeIds) {
        PairSecrets secrets = vaults.secrets();
        connection.hide(secrets);
        Rendering rendering = new Rendering(renderer, resolved.pair(), secrets);
        return new Planner(rendering.desired(resolved.place(), Version.current(), lease), observed(freeIds));
    }

    /** What is there, unless somebody else is working on it. */
    private Observed observed(int freeIds) {
        Observed observed = observer.observe(freeIds);
        rivals.refuse(observed);
        takenOver
                .filter(run -> observed.vms().stream().noneMatch(vm -> isHeldBy(run, vm)))
                .ifPresent(
                        run -> notices.accept("no VM of the pair is held by run " + run + ": nothing was taken over"));
        return observed;
    }

    private static boolean isHeldBy(String run, SeenVm vm) {
        return vm.marker() instanceof MarkerText.Reading.Found found
                && found.marker().lease().map(Lease::run).filter(run::equals).isPresent();
    }

    private Plan checked(Plan plan) {
        if (!plan.isEmpty()) {
            new RightsCheck(connection.proxmox(), observer.whole()).check(plan);
        }
        return plan;
    }

    private Set<MemberName> names(Optional<String> only) {
        return new Chosen(resolved.pair()).members(only);
    }

    @Override
    public void close() {
        lock.ifPresent(PairLock::close);
        if (connection.hasVisitors()) {
            notices.accept("another command uses the simulator of this one: waiting for it to end");
        }
        connection.close();
    }
}
