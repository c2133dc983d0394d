package no.fribyte.lbprov.view;

/** A number of things: "1 step", "2 steps". */
final class Count {
    private Count() {}

    static String of(int number, String thing) {
        return number + " " + thing + (number == 1 ? "" : "s");
    }
}
