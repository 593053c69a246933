"""Records of somebody's own: orders in JSON. The id stands in the value of event and effect."""

import json

import base
import counting


class Orders(base.Form):
    def effects(self, event):
        order = json.loads(event.value())
        total = sum(line["price"] * line["pieces"] for line in order["lines"])
        bill = {"order": order["meta"]["id"], "customer": order["customer"], "total": total}
        return [(counting.OUTPUT, event.key(), json.dumps(bill))]


orders = Orders()
print("orders: waiting for orders", flush=True)
orders.run()
