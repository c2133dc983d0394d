package no.fribyte.lbprov.app;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import no.fribyte.lbprov.model.GuestOs;
import no.fribyte.lbprov.model.Identity;
import no.fribyte.lbprov.model.Lease;
import no.fribyte.lbprov.model.NodeName;
import no.fribyte.lbprov.model.Place;
import no.fribyte.lbprov.model.TemplateMarker;
import no.fribyte.lbprov.plan.BakeDesired;
import no.fribyte.lbprov.plan.BakePlanner;
import no.fribyte.lbprov.plan.Observed;
import no.fribyte.lbprov.plan.OthersWork;
import no.fribyte.lbprov.plan.OwnTemplate;
import no.fribyte.lbprov.plan.Plan;
import no.fribyte.lbprov.problem.Problem;
import no.fribyte.lbprov.profile.ResolvedPlace;
import no.fribyte.lbprov.render.CloudInit;
import no.fribyte.lbprov.render.Renderer;
import no.fribyte.lbprov.render.Seed;
import no.fribyte.lbprov.run.Entry;
import no.fribyte.lbprov.step.SeedImage;
import no.fribyte.lbprov.step.TemplateSeedName;

/** One command's work on the templates of a place: observe, plan, run. Close it when done. */
public final class BakeWork implements AutoCloseable {
    private final ResolvedPlace resolved;
    private final BakeTargets targets;
    private final Renderer renderer;
    private final Connection connection;
    private final Surroundings surroundings;
    private final Times times;
    private final Consumer<String> notices;
    private final Lease lease;
    private final BakeObserver observer;
    private Optional<PairLock> lock = Optional.empty();
    private Optional<String> takenOver = Optional.empty();

    /**
     * What a command is about.
     *
     * @param nodes all when empty
     * @param systems all when empty
     */
    public record Only(Set<String> nodes, Set<String> systems) {
        public Only {
            nodes = Set.copyOf(nodes);
            systems = Set.copyOf(systems);
        }

        boolean asksFor(GuestOs os) {
            return systems.isEmpty() || systems.contains(os.id());
        }
    }

    BakeWork(
            ResolvedPlace resolved,
            BakeTargets targets,
            Renderer renderer,
            Connection connection,
            Surroundings surroundings,
            Times times,
            Consumer<String> notices) {
        this.resolved = resolved;
        this.targets = targets;
        this.renderer = renderer;
        this.connection = connection;
        this.surroundings = surroundings;
        this.times = times;
        this.notices = notices;
        this.lease = Leases.own(surroundings, times.clock().instant());
        this.observer = new BakeObserver(connection.proxmox(), resolved.place(), targets.targets(), notices);
    }

    /** What is odd about the inventory. */
    public List<Problem> warnings() {
        return resolved.warnings();
    }

    /** Keeps other bakes on this machine off the place until this work is closed; to be called before planning what will run. */
    public void hold() {
        lock = Optional.of(
                PairLock.takeTemplates(surroundings.stateDirectory().resolve("locks"), place().name(), lease));
    }

    /** As {@link Work#takeOver}. */
    public void takeOver(Optional<String> run) {
        takenOver = run;
    }

    public Plan plan() {
        Observed observed = observer.observe();
        Leases leases = new Leases(surroundings, takenOver);
        OthersWork.leasedTemplates(observed.vms(), lease, this::now, leases::isDead)
                .ifPresent(rival -> {
                    throw rival;
                });
        Plan plan = new BakePlanner(desired(), observed).plan();
        new RightsCheck(connection.proxmox(), observer.whole()).check(plan);
        return plan;
    }

    private BakeDesired desired() {
        return new BakeDesired(
                place(),
                targets.bake(),
                targets.targets(),
                this::seed,
                LocalDate.ofInstant(times.clock().instant(), ZoneOffset.UTC),
                Version.current(),
                lease);
    }

    private SeedImage seed(TemplateMarker marker) {
        CloudInit documents = renderer.bake(targets.bake(), marker, Identity.templateMac(marker));
        return new SeedImage(new TemplateSeedName(marker.os(), marker.vmId()).fileName(), Seed.iso(documents));
    }

    /** Runs a plan; the entries go to the journal as well. */
    public void run(Plan plan, Consumer<Entry> progress) {
        new LiveRun(connection.proxmox(), surroundings, times, lease, (known, claim) -> Optional.empty())
                .run(plan, "templates@" + place().name(), progress, members -> {});
    }

    /** The templates there are now, by node and system, the newest first. Changes nothing. */
    public List<OwnTemplate> templates() {
        return observer.templates();
    }

    private Place place() {
        return resolved.place();
    }

    private Instant now(NodeName node) {
        return connection.proxmox().client(node).now();
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
