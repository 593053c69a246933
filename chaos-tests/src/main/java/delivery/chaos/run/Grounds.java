package delivery.chaos.run;

import delivery.chaos.cluster.KafkaCluster;
import delivery.chaos.network.ToxiproxyServer;
import delivery.chaos.process.ChildProcesses;
import delivery.chaos.process.IgnoredSignals;
