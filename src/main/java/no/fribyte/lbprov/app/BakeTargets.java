package no.fribyte.lbprov.app;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import no.fribyte.lbprov.model.Bake;
import no.fribyte.lbprov.model.GuestOs;
import no.fribyte.lbprov.model.ImageSource;
import no.fribyte.lbprov.model.Node;
import no.fribyte.lbprov.model.Place;
import no.fribyte.lbprov.plan.BakeDesired.Target;
import no.fribyte.lbprov.problem.ExitStatus;
import no.fribyte.lbprov.problem.LbprovException;
import no.fribyte.lbprov.problem.Problem;

/** The templates that a command line asks for. */
record BakeTargets(Bake bake, List<Target> targets) {
    BakeTargets {
        requireNonNull(bake, "bake");
        targets = List.copyOf(targets);
    }

    /**
     * Every cloud image of the inventory on every node, or what was asked for of these.
     *
     * @throws LbprovException INVALID_INPUT when the inventory does not have what is asked for
     */
    static BakeTargets of(Place place, BakeWork.Only only) {
        Bake bake = place.bake()
                .orElseThrow(
                        () -> invalid(Problem.error("inventory %s does not say how to bake".formatted(place.name()))
                                .because("it has no section bake")
                                .hint("bake: {bridge: vmbr0}; inventory/example.yaml shows all of it")));
        List<Problem> problems = new ArrayList<>();
        only.nodes().stream()
                .filter(name -> place.nodes().stream()
                        .noneMatch(node -> node.name().value().equals(name)))
                .forEach(name -> problems.add(Problem.error("there is no node '%s'".formatted(name))
                        .because("inventory %s has %s"
                                .formatted(
                                        place.name(),
                                        place.nodes().stream()
                                                .map(node -> node.name().value())
                                                .collect(Collectors.joining(", "))))
                        .hint("--node with one of these")));
        List<Target> targets = new ArrayList<>();
        for (Node node : place.nodes()) {
            if (only.nodes().isEmpty() || only.nodes().contains(node.name().value())) {
                new TreeMap<>(node.images()).forEach((os, source) -> {
                    if (source instanceof ImageSource.CloudImage image && only.asksFor(os)) {
                        targets.add(new Target(node, os, image));
                    }
                });
            }
        }
        only.systems().stream()
                .filter(name ->
                        targets.stream().noneMatch(target -> target.os().id().equals(name)))
                .forEach(name -> problems.add(Problem.error("there is no cloud image of '%s'".formatted(name))
                        .because("no node that was asked for has one in inventory " + place.name())
                        .hint("--os with one of " + systems(place))));
        if (problems.isEmpty() && targets.isEmpty()) {
            problems.add(Problem.error("there is nothing to bake")
                    .because("no node has a cloud image in inventory " + place.name())
                    .hint("images: with url and checksum"));
        }
        if (!problems.isEmpty()) {
            throw new LbprovException(ExitStatus.INVALID_INPUT, problems);
        }
        return new BakeTargets(bake, targets);
    }

    private static String systems(Place place) {
        return place.nodes().stream()
                .flatMap(node -> node.images().keySet().stream())
                .distinct()
                .sorted()
                .map(GuestOs::id)
                .collect(Collectors.joining(", "));
    }

    private static LbprovException invalid(Problem problem) {
        return new LbprovException(ExitStatus.INVALID_INPUT, problem);
    }
}
