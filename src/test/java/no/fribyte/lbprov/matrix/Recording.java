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
        Shape now = Shape.of(place);
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
        Phase phase = Phase.LOOKING;
        for (Call call : calls) {
            String path = Moment.pathOf(call);
            int number = numbers.merge(call.method() + path, 1, Integer::sum);
            if (phase == Phase.WORKING && path.equals("/cluster/status")) {
                phase = Phase.LOOKING_AGAIN;
            }
            moments.add(new Moment(call.method(), path, number, phase));
            phase = moments.size() == ready + 1 ? Phase.WORKING : phase;
        }
        return List.copyOf(moments);
    }
}
