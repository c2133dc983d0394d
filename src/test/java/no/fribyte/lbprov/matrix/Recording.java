package no.fribyte.lbprov.matrix;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import no.fribyte.lbprov.matrix.Moment.Phase;
import no.fribyte.lbprov.simulator.fault.Call;
import no.fribyte.lbprov.support.Lbprov;
import no.fribyte.lbprov.support.Place;

/** The calls of an undisturbed run, in order, and what it left. */
record Recording(List<Moment> moments, Shape shape) {

    static Recording of(Scenario scenario, Starts starts, Path folder) {
        List<Call> calls = Collections.synchronizedList(new ArrayList<>());
        try (Lbprov lbprov = starts.lbprov(scenario, folder.resolve("recording-" + scenario))) {
            lbprov.place().faults().on("*", "/**").always().then(calls::add);
            lbprov.run(scenario.command()).exits(0);
            lbprov.place().faults().clear();
            return new Recording(moments(calls), Shape.of(lbprov.place()));
        }
    }

    /** In what a place is not as this run left it. */
    List<String> differences(Place place) {
        return differences(Shape.of(place));
    }

    /** The same of a place where a lease may be left that could not be given up: it ends by itself. */
    List<String> differencesButForLeases(Place place) {
        return new Recording(moments, shape.withoutLeases())
                .differences(Shape.of(place).withoutLeases());
    }

    private List<String> differences(Shape now) {
        List<String> missing = new ArrayList<>(shape.lines());
        missing.removeAll(now.lines());
        List<String> more = new ArrayList<>(now.lines());
        more.removeAll(shape.lines());
        return now.equals(shape)
                ? List.of()
                : List.of("not as after an undisturbed run: missing %s, in place of it %s".formatted(missing, more));
    }

    private static List<Moment> moments(List<Call> calls) {
        List<Moment> moments = new ArrayList<>();
        Map<String, Integer> numbers = new HashMap<>();
        // the rights are the last that is asked before the first step
        int ready = calls.stream().map(Call::path).toList().lastIndexOf("/access/permissions");
        // and this the first of the look at the pair in the end, if the last step was not such a look itself
        int listed = calls.stream().map(Call::path).toList().lastIndexOf("/cluster/resources");
        int changed = calls.stream().map(Call::method).toList().lastIndexOf("PUT");
        int again = listed > changed ? listed : calls.size();
        Phase phase = Phase.LOOKING;
        for (Call call : calls) {
            String path = Moment.pathOf(call);
            int number = numbers.merge(call.method() + path, 1, Integer::sum);
            if (phase == Phase.WORKING && moments.size() == again) {
                phase = Phase.LOOKING_AGAIN;
            }
            moments.add(new Moment(call.method(), path, number, phase));
            phase = moments.size() == ready + 1 ? Phase.WORKING : phase;
        }
        return List.copyOf(moments);
    }
}
