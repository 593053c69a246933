package delivery.chaos.fault.catalogue;

import delivery.chaos.fault.Fault;
import delivery.chaos.fault.database.CommitUnanswered;
import delivery.chaos.fault.database.DatabaseConnectionReset;
import delivery.chaos.fault.database.DatabaseKilledAfterCommit;
import delivery.chaos.fault.database.DatabaseKilledAfterOffsets;
import delivery.chaos.fault.database.DatabaseKilledBeforeCommit;
import delivery.chaos.fault.database.DatabaseSlow;
import delivery.chaos.fault.database.GroupOffsetsDeleted;
import delivery.chaos.fault.database.KilledAfterDatabaseCommit;
import delivery.chaos.fault.database.KilledBeforeDatabaseCommit;
import delivery.chaos.fault.database.KilledBeforeOutboxCleared;
import delivery.chaos.fault.database.LateDatabaseTransaction;
import java.util.List;

/** The faults of the matrix of pipelines that count into a database, the control first. */
public final class OutsideFaults {
    public static final List<Fault> MATRIX = List.of(
            Faults.MATRIX.get(0),
            new CommitUnanswered(),
            new KilledAfterDatabaseCommit(),
            new KilledBeforeDatabaseCommit(),
            new KilledBeforeOutboxCleared(),
            new DatabaseKilledBeforeCommit(),
            new DatabaseKilledAfterCommit(),
            new DatabaseKilledAfterOffsets(),
            new DatabaseConnectionReset(),
            new DatabaseSlow(),
            new LateDatabaseTransaction(),
            new GroupOffsetsDeleted());

    private OutsideFaults() {}
}
