"""Sharing people among cars: pure functions of plain data, without a database, a clock or chance.

What is promised, in this order, each kept before the next is looked at (`Cost`):

1. no car holds more people than it has seats, always;
2. whoever is pinned to a car sits there, as long as it comes and its pins fit into it;
3. nobody under age sits without one of their own: the chaperone named for them, else a grown-up of their group. Who cannot
   have that stays without a seat, unless a pin says otherwise, and that is told;
4. as few as possible stay without a seat;
5. as few groups as possible are torn: their people not all in one place. No group is torn that fits into the free seats of a
   car when all can be kept whole; where others stand in the way, it is the number of torn groups that is the fewest;
6. as few as possible change the car they have. When a car fails to come (`steady`), a group that was torn before counts no
   more for 5, so that nobody moves to mend it.

`packing` finds a good answer quickly (largest first, best fit, room made by moving others on); `search` looks whether there is
a better one, by branch and bound, and proves the answer where the search ends within its steps. `Seating.proven` says so; it
is also set when a lower bound is reached, which is the usual case of a thousand people.
"""
