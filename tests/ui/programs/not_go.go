This is a shopping list, not a program.
- milk
