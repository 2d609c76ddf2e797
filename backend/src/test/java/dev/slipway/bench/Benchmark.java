package dev.slipway.bench;

import java.util.List;

/** Measures some figures. */
interface Benchmark {

    String name();

    List<Figure> run(BenchDatabases databases) throws Exception;
}
