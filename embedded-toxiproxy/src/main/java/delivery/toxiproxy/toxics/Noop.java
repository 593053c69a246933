package delivery.toxiproxy.toxics;

/** Passes everything on. */
public record Noop() implements Toxic {
    @Override
    public void pipe(Stage stage) throws StageInterruptedException {
        for (Chunk chunk = stage.take(); chunk != null; chunk = stage.take()) {
            stage.pass(chunk);
        }
    }
}
